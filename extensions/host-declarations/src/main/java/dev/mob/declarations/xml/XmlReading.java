package dev.mob.declarations.xml;

import dev.mob.config.Position;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * Builds the tree of elements. SAX says where a tag ends; where it begins is found by going back
 * from there to the nearest {@code <name}, which an attribute's value cannot hold, since a {@code
 * <} is not allowed in one (XML 1.0, section 2.3, {@code AttValue}).
 */
final class XmlReading extends DefaultHandler2 {
  private final String file;
  private final List<String> lines;
  private final Deque<XmlElement> open = new ArrayDeque<>();
  private Locator locator;
  private XmlElement root;

  XmlReading(String file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  XmlElement root() {
    return root;
  }

  @Override
  public void setDocumentLocator(Locator locator) {
    this.locator = locator;
  }

  @Override
  public void startElement(String uri, String local, String qName, Attributes given) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < given.getLength(); i++) {
      attributes.put(XmlElement.key(given.getURI(i), given.getLocalName(i)), given.getValue(i));
    }
    XmlElement element = new XmlElement(local, attributes, beginning("<" + qName));
    if (open.isEmpty()) {
      root = element;
    } else {
      open.peek().add(element);
    }
    open.push(element);
  }

  @Override
  public void endElement(String uri, String local, String qName) {
    open.pop();
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    open.peek().add(characters, start, length);
  }

  /** An entity that the file defines itself could make gigabytes of a few lines. */
  @Override
  public void internalEntityDecl(String name, String value) throws SAXParseException {
    throw new SAXParseException("entities of its own are not taken", locator);
  }

  @Override
  public InputSource resolveEntity(String name, String publicId, String base, String systemId) {
    return new InputSource(new StringReader(""));
  }

  private Position beginning(String tag) {
    int line = Math.min(locator.getLineNumber(), lines.size());
    int before = locator.getColumnNumber() - 1;
    for (; line >= 1; line--) {
      String text = lines.get(line - 1);
      int at = text.lastIndexOf(tag, Math.max(0, Math.min(before, text.length()) - 1));
      if (at >= 0) {
        return position(file, lines, line, at + 1, tag.length());
      }
      before = Integer.MAX_VALUE;
    }
    throw new IllegalStateException("no " + tag + " before " + locator.getLineNumber());
  }

  static Position position(String file, List<String> lines, int line, int column, int length) {
    String source = line <= lines.size() ? lines.get(line - 1) : "";
    return new Position(file, line, column, length, source);
  }
}
