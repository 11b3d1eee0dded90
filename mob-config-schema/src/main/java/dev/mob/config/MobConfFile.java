package dev.mob.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.internal.check.BlockChecker;
import dev.mob.config.internal.check.FileFindings;
import dev.mob.config.internal.check.Findings;
import dev.mob.config.internal.check.Revealer;
import dev.mob.config.internal.hocon.Document;
import dev.mob.config.internal.hocon.Evaluation;
import dev.mob.config.internal.hocon.ParsedSource;
import dev.mob.config.internal.hocon.Place;
import dev.mob.config.internal.schema.BuiltInSchemas;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A {@code mob.conf} that has been read but not yet checked against the extensions that it names:
 * what is needed to find these, and the places of everything in it. For use by one thread at a
 * time; what {@link #check} gives may be shared.
 */
public final class MobConfFile {
  private static final String BLOCK = "mob";
  private static final String EXTENSIONS = "extensions";

  /** What stands in the block and is not of its schema. */
  private static final List<String> OTHERS = Collections.singletonList(EXTENSIONS);

  private final Document document;
  private final Diagnostics unreadable;
  private final Evaluation evaluation;
  private final Place mob;
  private final Settings settings;
  private final List<String> extensions;
  private final Diagnostics own;

  MobConfFile(Document document, Diagnostics unreadable) {
    this.document = document;
    this.unreadable = unreadable;
    this.evaluation = Evaluation.of(document);
    this.mob = document.root().child(BLOCK);
    Findings findings = new Findings();
    if (document.isStructureKnown()) {
      new Revealer(document, OTHERS).reveal(BuiltInSchemas.mobBlock(), BLOCK);
    }
    this.settings = checkOwn(findings);
    this.extensions = Collections.unmodifiableList(activeExtensions());
    checkApp(findings);
    this.own = findings.toDiagnostics();
  }

  /** The ids of the extensions that it activates, in the order of the file. */
  public List<String> extensions() {
    return extensions;
  }

  /** The id of the extension that is the app; empty if it names none. */
  public Optional<String> app() {
    return settings.optionalString("app");
  }

  /** The folders of extension jars to look into, in order; relative ones are resolved. */
  public List<Path> extensionPath() {
    return settings.list("extension-path", Path.class);
  }

  /**
   * The {@code mob} block without its extensions, as far as it could be read: what was wrong in it
   * is left out, and {@link #diagnostics} tells.
   */
  public Settings settings() {
    return settings;
  }

  /**
   * What is wrong with the file by itself, whatever extensions there are. {@link #check} reports
   * these again with all others.
   */
  public Diagnostics diagnostics() {
    return own;
  }

  /**
   * Where a setting was written.
   *
   * @param path from the {@code mob} block on, such as {@code extensions.cluster}
   * @return its key's place, or that of the nearest block around it that was written
   */
  public Position position(String path) {
    Place here = mob;
    int from = 0;
    while (from <= path.length() && !path.isEmpty()) {
      int dot = path.indexOf('.', from);
      Place below = here.child(dot < 0 ? path.substring(from) : path.substring(from, dot));
      if (below.isEmpty()) {
        break;
      }
      here = below;
      if (dot < 0) {
        break;
      }
      from = dot + 1;
    }
    return here.isEmpty() ? document.main().position(0, 1) : here.key();
  }

  /** As {@link #check(Collection, Collection)} with nothing more to report. */
  public Checked<MobConf> check(Collection<Descriptor> descriptors) {
    return check(descriptors, Collections.<Diagnostic>emptyList());
  }

  /**
   * Checks the whole file: every setting of the {@code mob} block and of every extension, and that
   * each extension was found.
   *
   * @param descriptors of the extensions that were found; may hold more than the file activates
   * @param more what the caller found wrong in the same run, such as requirements that are not met;
   *     reported together with the rest
   */
  public Checked<MobConf> check(Collection<Descriptor> descriptors, Collection<Diagnostic> more) {
    Map<String, Descriptor> byId = new LinkedHashMap<>();
    for (Descriptor descriptor : descriptors) {
      byId.put(descriptor.id(), descriptor);
    }
    Revealer revealer = new Revealer(document, Collections.<String>emptyList());
    for (String id : extensions) {
      if (byId.containsKey(id)) {
        revealer.reveal(byId.get(id).settings(), BLOCK, EXTENSIONS, id);
      }
    }
    // Once more, now that more of the lines may be shown.
    Findings findings = new Findings();
    Settings block = checkOwn(findings);
    checkApp(findings);
    Map<String, Settings> checked = new LinkedHashMap<>();
    for (String id : extensions) {
      checked.put(id, checkExtension(id, byId, findings));
    }
    findings.addAll(more);
    Diagnostics diagnostics = findings.toDiagnostics();
    return diagnostics.hasErrors()
        ? Checked.<MobConf>invalid(diagnostics)
        : Checked.valid(new MobConf(block, checked), diagnostics);
  }

  private Settings checkExtension(String id, Map<String, Descriptor> byId, Findings findings) {
    String path = EXTENSIONS + "." + id;
    Place place = mob.child(EXTENSIONS).child(id);
    Descriptor descriptor = byId.get(id);
    if (descriptor == null) {
      findings.error(
          Kind.EXTENSION,
          place.key(),
          path,
          "there is no extension '" + id + "'",
          Suggestion.mend(id, byId.keySet(), "found: "));
      return null;
    }
    ConfigValue value = extensionValues().get(id);
    if (value.valueType() != ConfigValueType.OBJECT) {
      if (!Evaluation.isUnknown(value)) {
        findings.error(
            Kind.TYPE,
            place.value(),
            path,
            "an extension is activated by a block",
            "write " + id + " { }");
      }
      return null;
    }
    return new BlockChecker(findings, isComplete(), Collections.<String>emptyList())
        .block(descriptor.settings(), (ConfigObject) value, place, path, place.key());
  }

  /** Checks what needs no descriptor. */
  private Settings checkOwn(Findings findings) {
    findings.addAll(unreadable.list());
    new FileFindings(document, evaluation, findings, BLOCK + ".").note();
    ConfigObject block = block(findings);
    Position where = mob.isEmpty() ? document.main().position(0, 1) : mob.key();
    return new BlockChecker(findings, isComplete(), OTHERS)
        .block(BuiltInSchemas.mobBlock(), block, mob, "", where);
  }

  private ConfigObject block(Findings findings) {
    ConfigObject root = evaluation.root();
    ParsedSource main = document.main();
    if (root == null) {
      if (!findings.hasErrors()) {
        findings.error(
            Kind.TYPE, main.position(0, 1), "", "mob.conf is a block of settings, not a list", "");
      }
      return null;
    }
    ConfigValue value = root.get(BLOCK);
    if (value == null || value.valueType() == ConfigValueType.NULL) {
      if (isComplete() && !findings.hasErrors()) {
        String meant = Suggestion.closest(BLOCK, document.root().names());
        findings.error(
            Kind.MISSING,
            meant == null ? main.position(0, 1) : document.root().child(meant).key(),
            "",
            "there is no block 'mob'",
            meant == null ? "write mob { ... }" : "is '" + meant + "' meant to be it?");
      }
      return null;
    }
    if (value.valueType() != ConfigValueType.OBJECT) {
      if (!Evaluation.isUnknown(value)) {
        findings.error(Kind.TYPE, mob.value(), "", "expected a block", "write mob { ... }");
      }
      return null;
    }
    ConfigValue active = ((ConfigObject) value).get(EXTENSIONS);
    if (active != null
        && active.valueType() != ConfigValueType.OBJECT
        && active.valueType() != ConfigValueType.NULL
        && !Evaluation.isUnknown(active)) {
      findings.error(
          Kind.TYPE,
          mob.child(EXTENSIONS).value(),
          EXTENSIONS,
          "expected a block with the extensions to activate",
          "write extensions { notify { } }");
    }
    return (ConfigObject) value;
  }

  private void checkApp(Findings findings) {
    if (!settings.has("app") || extensions.contains(settings.string("app"))) {
      return;
    }
    if (isComplete()) {
      findings.error(
          Kind.EXTENSION,
          mob.child("app").value(),
          "app",
          "no active extension is called so",
          Suggestion.mend(settings.string("app"), extensions, "active: "));
    }
  }

  private List<String> activeExtensions() {
    List<String> active = new ArrayList<>();
    ConfigObject values = extensionValues();
    if (values == null) {
      return active;
    }
    Set<String> names = new LinkedHashSet<>(mob.child(EXTENSIONS).names());
    names.addAll(new TreeSet<>(values.keySet()));
    for (String name : names) {
      ConfigValue value = values.get(name);
      if (value != null && value.valueType() != ConfigValueType.NULL) {
        active.add(name);
      }
    }
    return active;
  }

  /** The extensions' blocks; null if there are none. */
  private ConfigObject extensionValues() {
    ConfigValue block = evaluation.root() == null ? null : evaluation.root().get(BLOCK);
    ConfigValue values =
        block instanceof ConfigObject ? ((ConfigObject) block).get(EXTENSIONS) : null;
    return values instanceof ConfigObject ? (ConfigObject) values : null;
  }

  /** Whether all of the file could be read, so that what is missing is missing. */
  private boolean isComplete() {
    if (!unreadable.isEmpty() || !document.badIncludes().isEmpty()) {
      return false;
    }
    for (ParsedSource source : document.sources()) {
      if (!source.problems().isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
