package dev.mob.declarations.ios;

import dev.mob.config.IosDeclarations;
import java.util.List;
import java.util.function.Function;

/** The arrays of Info.plist that descriptors speak of. */
enum InfoKey {
  BACKGROUND_MODES("UIBackgroundModes", IosDeclarations::backgroundModes),
  TASK_IDENTIFIERS("BGTaskSchedulerPermittedIdentifiers", IosDeclarations::taskIdentifiers),
  BONJOUR_SERVICES("NSBonjourServices", IosDeclarations::bonjourServices);

  private final String key;
  private final Function<IosDeclarations, List<String>> values;

  InfoKey(String key, Function<IosDeclarations, List<String>> values) {
    this.key = key;
    this.values = values;
  }

  String key() {
    return key;
  }

  List<String> of(IosDeclarations declarations) {
    return values.apply(declarations);
  }
}
