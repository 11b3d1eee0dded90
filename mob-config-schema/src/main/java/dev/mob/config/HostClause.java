package dev.mob.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an extension says of one platform under a condition on its own settings: {@code when} in a
 * descriptor's {@code host} block.
 *
 * @param <D> {@link AndroidDeclarations} or {@link IosDeclarations}
 * @param setting the setting's path; empty when the clause always holds
 * @param values the setting has one of these, or, when it is a list, holds one of them
 * @param declarations what the app then has to declare
 * @param refused why the platform cannot do what is then asked for; empty when it can
 */
public record HostClause<D>(String setting, List<String> values, D declarations, String refused) {

  public HostClause {
    Objects.requireNonNull(setting, "setting");
    Objects.requireNonNull(declarations, "declarations");
    Objects.requireNonNull(refused, "refused");
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** A clause that always holds. */
  public static <D> HostClause<D> always(D declarations, String refused) {
    return new HostClause<>("", Collections.<String>emptyList(), declarations, refused);
  }

  /** Whether it holds for these settings of its extension. */
  public boolean holds(Settings settings) {
    if (setting.isEmpty()) {
      return true;
    }
    Optional<Object> value = settings.value(setting);
    if (!value.isPresent()) {
      return false;
    }
    if (!(value.get() instanceof List)) {
      return values.contains(String.valueOf(value.get()));
    }
    for (Object element : (List<?>) value.get()) {
      if (values.contains(String.valueOf(element))) {
        return true;
      }
    }
    return false;
  }
}
