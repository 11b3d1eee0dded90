package dev.mob.config.internal.hocon;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;

/**
 * Gives Typesafe Config the included files that were already read for positions, so that both see
 * the same text and only one decides what may be included.
 */
final class TreeIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private final Evaluation evaluation;
  private final Document document;
  private final ParsedSource source;

  TreeIncluder(Evaluation evaluation, Document document, ParsedSource source) {
    this.evaluation = evaluation;
    this.document = document;
    this.source = source;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return included(what, source.root());
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return included(what.getPath(), source.root());
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    return ConfigFactory.empty().root(); // refused where it was read
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    return ConfigFactory.empty().root(); // refused where it was read
  }

  private ConfigObject included(String name, Node in) {
    ParsedSource found = find(name, in);
    return found == null || !(found.root() instanceof Node.Block)
        ? ConfigFactory.empty().root()
        : evaluation.parse(found).root();
  }

  private ParsedSource find(String name, Node node) {
    if (node instanceof Node.Block) {
      for (Node.Member member : ((Node.Block) node).members()) {
        ParsedSource found = null;
        if (member instanceof Node.Field) {
          found = find(name, ((Node.Field) member).value());
        } else {
          Node.Include include = (Node.Include) member;
          boolean same =
              include.name().equals(name) || new File(include.name()).getPath().equals(name);
          found = same ? document.included(include) : null;
        }
        if (found != null) {
          return found;
        }
      }
    } else if (node instanceof Node.Array) {
      return findIn(name, ((Node.Array) node).elements());
    } else if (node instanceof Node.Concatenation) {
      return findIn(name, ((Node.Concatenation) node).parts());
    }
    return null;
  }

  private ParsedSource findIn(String name, java.util.List<Node> nodes) {
    for (Node node : nodes) {
      ParsedSource found = find(name, node);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
