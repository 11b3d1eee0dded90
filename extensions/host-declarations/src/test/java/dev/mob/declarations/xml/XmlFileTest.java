package dev.mob.declarations.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mob.config.Checked;
import dev.mob.config.Diagnostic;
import org.junit.jupiter.api.Test;

class XmlFileTest {

  @Test
  void anElementIsWhereItsTagBeginsAlsoWhenTheTagHasSeveralLines() {
    XmlElement root =
        read(
            """
            <?xml version="1.0"?>
            <!-- <service in a comment -->
            <manifest xmlns:a="urn:a">
              <application><service
                  a:name="S" /><service a:name="T"></service>
              </application>
            </manifest>
            """);

    XmlElement application = root.child("application").orElseThrow();
    assertThat(root.position()).hasToString("m.xml:3:1");
    assertThat(application.children("service"))
        .extracting(each -> each.position().toString())
        .containsExactly("m.xml:4:16", "m.xml:5:20");
    assertThat(application.position().sourceLine()).isEqualTo("  <application><service");
    assertThat(application.children().get(0).attribute("urn:a", "name")).contains("S");
    assertThat(application.children().get(0).attribute("", "name")).isEmpty();
  }

  @Test
  void aPropertyListIsReadWithoutItsDocumentType() {
    XmlElement root =
        read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"
              "http://nowhere.invalid/PropertyList-1.0.dtd">
            <plist version="1.0"><dict><key>A &amp; B</key><true/></dict></plist>
            """);

    assertThat(root.child("dict").orElseThrow().children())
        .extracting(XmlElement::name, XmlElement::text)
        .containsExactly(tuple("key", "A & B"), tuple("true", ""));
  }

  @Test
  void whatIsNoXmlIsReportedAtItsLine() {
    Checked<XmlFile> read = XmlFile.parse("m.xml", "<a>\n  <b>\n</a>\n");

    assertThat(read.value()).isEmpty();
    assertThat(read.diagnostics().list()).hasSize(1);
    Diagnostic found = read.diagnostics().list().get(0);
    assertThat(found.kind()).isEqualTo(Diagnostic.Kind.SYNTAX);
    assertThat(found.position().line()).isEqualTo(3);
  }

  @Test
  void entitiesThatWouldMakeGigabytesAreRefused() {
    Checked<XmlFile> read = XmlFile.parse("m.xml", "<!DOCTYPE a [<!ENTITY x \"xx\">]>\n<a>&x;</a>");

    assertThat(read.diagnostics().render()).contains("entities of its own are not taken");
  }

  private static XmlElement read(String text) {
    return XmlFile.parse("m.xml", text).orThrow().root();
  }
}
