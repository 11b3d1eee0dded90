package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaExportTest {
  private static final List<Descriptor> BOTH = Arrays.asList(MarkedConf.NOTIFY, MarkedConf.CLUSTER);

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void whatIsExportedIsItselfValidJsonSchema() throws Exception {
    JsonSchema metaSchema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(metaSchema.validate(json.readTree(SchemaExport.jsonSchema(BOTH)))).isEmpty();
    assertThat(metaSchema.validate(json.readTree(SchemaExport.jsonSchema(MarkedConf.CLUSTER))))
        .isEmpty();
  }

  @Test
  void anExtensionsJsonSchemaSaysWhatItsSettingsAre() throws Exception {
    JsonNode schema = json.readTree(SchemaExport.jsonSchema(MarkedConf.CLUSTER));

    assertThat(schema.at("/title").asText()).isEqualTo("cluster");
    assertThat(schema.at("/additionalProperties").asBoolean(true)).isFalse();
    assertThat(schema.at("/required")).containsExactly(json.readTree("\"cookie\""));
    assertThat(schema.at("/properties/cookie"))
        .isEqualTo(
            json.readTree(
                "{\"type\":\"string\",\"minLength\":4,\"writeOnly\":true,"
                    + "\"description\":\"Shared by all nodes\"}"));
    assertThat(schema.at("/properties/mode"))
        .isEqualTo(
            json.readTree("{\"enum\":[\"hidden\",\"visible\",null],\"default\":\"visible\"}"));
    assertThat(schema.at("/properties/tick/default").asText()).isEqualTo("1m");
    assertThat(schema.at("/properties/buffer/default").asText()).isEqualTo("64KiB");
    assertThat(schema.at("/properties/listen/properties/port/maximum").asInt()).isEqualTo(65535);
    assertThat(schema.at("/properties/seeds/maxItems").asInt()).isEqualTo(3);
    assertThat(schema.at("/properties/old/deprecated").asBoolean()).isTrue();
  }

  @Test
  void theSchemaOfAWholeFileHasTheMobBlockAndEachExtension() throws Exception {
    JsonNode schema = json.readTree(SchemaExport.jsonSchema(BOTH));

    assertThat(schema.at("/properties/mob/properties/node/properties/name/default").asText())
        .isEqualTo("mob");
    assertThat(schema.at("/properties/mob/properties/extensions/properties").fieldNames())
        .toIterable()
        .containsExactly("notify", "cluster");
  }

  @Test
  void markdownListsEverySettingWithWhatItTakes() {
    String markdown = SchemaExport.markdown(MarkedConf.CLUSTER);

    assertThat(markdown)
        .startsWith(
            "# cluster\n\nVersion 1.2.0; works with kernel [1.0.0,2.0.0). Requires notify"
                + " [1.0.0,2.0.0), other (optional). Uses network.\n")
        .contains("| setting | type | default | allowed | what it does |\n|---|---|---|---|---|\n")
        .contains(
            "| `cookie` | secret | **required** | at least 4 characters | Shared by all nodes |")
        .contains("| `listen.port` | port | `0` |  |  |")
        .contains("| `seeds` | list of host-and-port | `[]` | at most 3 elements |  |")
        .contains("| `tick` | duration | `1m` | from 1s to 1h |  |")
        .contains("| `mode` | enum | `visible` | `hidden, visible` |  |")
        .contains("| `labels` | map of string |  | names match `[a-z]+` |  |")
        .contains("| `ratio` | number | `0.5` | from 0 to 1 |  |")
        .contains("| `peers[].node` | string | **required** |  |  |")
        .contains("| `old` | string |  |  | *Deprecated: use name.*  |");
    assertThat(SchemaExport.markdown(BOTH))
        .contains("# mob.conf\n\n## mob\n\n")
        .contains("| `node.name` | string | `mob` |")
        .contains("\n## notify\n")
        .contains("\n## cluster\n");
    assertThat(SchemaExport.markdown(Descriptor.of("e", Version.of(1, 0, 0)).build()))
        .contains("It has no settings.");
  }
}
