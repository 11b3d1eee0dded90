package dev.mob.config.internal.schema;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.mob.config.Checked;
import dev.mob.config.Descriptor;
import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.Permission;
import dev.mob.config.Position;
import dev.mob.config.Schema;
import dev.mob.config.Settings;
import dev.mob.config.Version;
import dev.mob.config.VersionRange;
import dev.mob.config.internal.check.BlockChecker;
import dev.mob.config.internal.check.FileFindings;
import dev.mob.config.internal.check.Findings;
import dev.mob.config.internal.hocon.Document;
import dev.mob.config.internal.hocon.Evaluation;
import dev.mob.config.internal.hocon.IncludeResolver;
import dev.mob.config.internal.hocon.Node;
import dev.mob.config.internal.hocon.ParsedSource;
import dev.mob.config.internal.hocon.Place;
import dev.mob.config.internal.hocon.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one descriptor's text. For one use. */
public final class DescriptorParser {
  private static final List<String> READ_BY_OTHERS =
      Arrays.asList("settings", "requires", "host.ios.entitlements");

  private final Document document;
  private final ParsedSource source;
  private final Findings findings = new Findings();

  /** A parser of this text. */
  public DescriptorParser(String text, String origin) {
    this.document =
        Document.of(
            new Source(origin, text, null),
            IncludeResolver.NONE,
            Collections.<String, String>emptyMap());
    this.source = document.main();
  }

  /** Reads it; never throws for what is in it. */
  public Checked<Descriptor> parse() {
    reveal(source.root());
    refuseSubstitutions(source.root());
    if (findings.hasErrors()) {
      return Checked.invalid(findings.toDiagnostics());
    }
    Evaluation evaluation = Evaluation.of(document);
    new FileFindings(document, evaluation, findings, "").note();
    ConfigObject root = evaluation.root();
    if (root == null) {
      if (!findings.hasErrors()) {
        findings.error(
            Kind.TYPE, source.position(0, 1), "", "a descriptor is settings, not a list", "");
      }
      return Checked.invalid(findings.toDiagnostics());
    }
    Descriptor descriptor = descriptor(root);
    return findings.hasErrors()
        ? Checked.<Descriptor>invalid(findings.toDiagnostics())
        : Checked.valid(descriptor, findings.toDiagnostics());
  }

  private Descriptor descriptor(ConfigObject root) {
    boolean complete = source.problems().isEmpty();
    Place place = document.root();
    Settings said =
        new BlockChecker(findings, complete, READ_BY_OTHERS)
            .block(BuiltInSchemas.descriptor(), root, place, "", source.position(0, 1));
    if (said.has("id") && !Names.isName(said.string("id"))) {
      findings.error(
          Kind.RANGE,
          place.child("id").value(),
          "id",
          "'" + said.string("id") + "' is no extension's id",
          "use lower-case letters, digits and hyphens, a letter first");
    }
    Version version = version(said, place);
    VersionRange kernel = kernel(said, place);
    ConfigValue settings = root.get("settings");
    Schema schema =
        settings == null
            ? Schema.empty()
            : new SchemaReader(findings).read(settings, place.child("settings"), "settings");
    RequirementsReader requirements = new RequirementsReader(findings);
    ConfigValue requires = root.get("requires");
    if (requires != null) {
      requirements.read(requires, place.child("requires"));
    }
    Map<String, Object> entitlements = entitlements(root);
    Settings host = said.object("host");
    new HostClauses(schema, findings).check(host);
    if (findings.hasErrors()) {
      return null; // what follows needs all of it
    }
    Position idPosition = said.origin("id").get();
    List<Permission> permissions = new ArrayList<>();
    for (String word : said.strings("permissions")) {
      permissions.add(Permission.of(word));
    }
    return Descriptor.of(said.string("id"), version)
        .doc(said.optionalString("doc").orElse(""))
        .kernel(kernel)
        .requires(requirements.found())
        .settings(schema)
        .mainClass(said.optionalString("class").orElse(null))
        .permissions(permissions)
        .provides(said.strings("provides"))
        .exclusive(said.strings("exclusive"))
        .android(HostClauses.android(host.object("android")))
        .ios(HostClauses.ios(host.object("ios"), entitlements))
        .position(idPosition)
        .build();
  }

  private Version version(Settings said, Place place) {
    if (said.has("version")) {
      try {
        return Version.parse(said.string("version"));
      } catch (IllegalArgumentException noVersion) {
        findings.error(
            Kind.TYPE, place.child("version").value(), "version", noVersion.getMessage(), "");
      }
    }
    return Version.ZERO;
  }

  private VersionRange kernel(Settings said, Place place) {
    if (said.has("kernel")) {
      try {
        return VersionRange.parse(said.string("kernel"));
      } catch (IllegalArgumentException noRange) {
        findings.error(
            Kind.TYPE, place.child("kernel").value(), "kernel", noRange.getMessage(), "");
      }
    }
    return VersionRange.ANY;
  }

  /** Values of three types, as property lists have them. */
  private Map<String, Object> entitlements(ConfigObject root) {
    Map<String, Object> entitlements = new LinkedHashMap<>();
    ConfigValue value = below(below(below(root, "host"), "ios"), "entitlements");
    if (value == null) {
      return entitlements;
    }
    Place place = document.root().child("host").child("ios").child("entitlements");
    String path = "host.ios.entitlements";
    if (value.valueType() != ConfigValueType.OBJECT) {
      findings.error(Kind.TYPE, place.value(), path, "expected a block { name = value }", "");
      return entitlements;
    }
    for (String name : place.names()) {
      ConfigValue entitlement = ((ConfigObject) value).get(name);
      Object raw = entitlement == null ? null : entitlement.unwrapped();
      boolean texts = raw instanceof List;
      if (texts) {
        for (Object element : (List<?>) raw) {
          texts &= element instanceof String;
        }
      }
      if (raw instanceof String || raw instanceof Boolean || texts) {
        entitlements.put(name, raw);
      } else if (raw != null) {
        findings.error(
            Kind.TYPE,
            place.child(name).value(),
            path + "." + name,
            "an entitlement is a text, true, false, or a list of texts",
            "");
      }
    }
    return entitlements;
  }

  private static ConfigValue below(ConfigValue value, String name) {
    return value instanceof ConfigObject ? ((ConfigObject) value).get(name) : null;
  }

  /** Everything in a descriptor may be shown, but for what someone gave a secret as its default. */
  private void reveal(Node node) {
    if (node instanceof Node.Block) {
      boolean secret = false;
      for (Node.Member member : ((Node.Block) node).members()) {
        if (member instanceof Node.Field) {
          Node.Field field = (Node.Field) member;
          secret |=
              field.path().size() == 1
                  && field.path().get(0).text().equals("type")
                  && field.value() instanceof Node.Scalar
                  && ((Node.Scalar) field.value()).text().equals("secret");
        }
      }
      for (Node.Member member : ((Node.Block) node).members()) {
        if (member instanceof Node.Field) {
          Node.Field field = (Node.Field) member;
          if (!secret || !field.path().get(0).text().equals("default")) {
            reveal(field.value());
          }
        }
      }
    } else if (node instanceof Node.Array) {
      for (Node element : ((Node.Array) node).elements()) {
        reveal(element);
      }
    } else if (node instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) node).parts()) {
        reveal(part);
      }
    } else {
      source.reveal(node);
    }
  }

  /** A descriptor comes from strangers; substitutions could make gigabytes of a few lines. */
  private void refuseSubstitutions(Node node) {
    if (node instanceof Node.Substitution) {
      findings.error(
          Kind.SYNTAX,
          source.position(node.start(), node.end()),
          "",
          "a descriptor has no substitutions: it says the same on every machine",
          "write the value itself");
    } else if (node instanceof Node.Block) {
      for (Node.Member member : ((Node.Block) node).members()) {
        if (member instanceof Node.Field) {
          refuseSubstitutions(((Node.Field) member).value());
        }
      }
    } else if (node instanceof Node.Array) {
      for (Node element : ((Node.Array) node).elements()) {
        refuseSubstitutions(element);
      }
    } else if (node instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) node).parts()) {
        refuseSubstitutions(part);
      }
    }
  }
}
