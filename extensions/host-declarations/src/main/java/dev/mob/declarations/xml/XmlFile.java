package dev.mob.declarations.xml;

import dev.mob.config.Checked;
import dev.mob.config.Diagnostic;
import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.Diagnostics;
import dev.mob.config.Position;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** An XML file that has been read, with the place of every element. Immutable. */
public final class XmlFile {
  private final String name;
  private final XmlElement root;

  private XmlFile(String name, XmlElement root) {
    this.name = name;
    this.root = root;
  }

  /** Reads a file in UTF-8; what is wrong with it is in the result. */
  public static Checked<XmlFile> read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      return unreadable(file.toString(), "there is no such file");
    } catch (MalformedInputException e) {
      return unreadable(file.toString(), "it is not in UTF-8");
    } catch (IOException e) {
      return unreadable(file.toString(), "it cannot be read: " + e.getMessage());
    }
    return parse(file.toString(), text);
  }

  /**
   * Reads a text.
   *
   * @param name for the places of what is in it
   */
  public static Checked<XmlFile> parse(String name, String text) {
    List<String> lines = text.lines().toList();
    XmlReading reading = new XmlReading(name, lines);
    try {
      SAXParser parser = factory().newSAXParser();
      parser.setProperty("http://xml.org/sax/properties/declaration-handler", reading);
      parser.parse(new InputSource(new StringReader(text)), reading);
      return Checked.valid(new XmlFile(name, reading.root()), Diagnostics.none());
    } catch (SAXParseException e) {
      Position where =
          XmlReading.position(
              name, lines, Math.max(1, e.getLineNumber()), Math.max(1, e.getColumnNumber()), 1);
      return Checked.invalid(
          Diagnostics.of(
              List.of(
                  Diagnostic.error(
                      Kind.SYNTAX, where, "", "this is not XML: " + e.getMessage(), ""))));
    } catch (SAXException | ParserConfigurationException | IOException e) {
      throw new IllegalStateException("the JDK's XML parser cannot read " + name, e);
    }
  }

  /** Nothing from outside the file is read, and a property list's DOCTYPE is passed over. */
  private static SAXParserFactory factory() throws ParserConfigurationException, SAXException {
    SAXParserFactory factory = SAXParserFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory;
  }

  private static Checked<XmlFile> unreadable(String name, String why) {
    return Checked.invalid(
        Diagnostics.of(List.of(Diagnostic.error(Kind.FILE, Position.startOf(name), "", why, ""))));
  }

  /** The file's name. */
  public String name() {
    return name;
  }

  /** The outermost element. */
  public XmlElement root() {
    return root;
  }
}
