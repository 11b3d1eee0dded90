package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.config.VersionRange;
import dev.mob.kernel.packaging.KernelApi;
import org.junit.jupiter.api.Test;

class KernelApiTest {
  @Test
  void anExportOfTheKernelsPackagesIsFoundWhereverItStandsInTheHeader() {
    assertThat(KernelApi.reservedIn("org.a,org.b;version=\"[1,2)\";uses:=\"dev.mob.process\""))
        .isEmpty();
    assertThat(KernelApi.reservedIn("org.a;version=\"1,2\",dev.mob.process;version=\"9\""))
        .contains("dev.mob.process");
    assertThat(KernelApi.reservedIn("org.a;dev.mob.state;version=1")).contains("dev.mob.state");
    assertThat(KernelApi.reservedIn("org.a, java.util")).contains("java.util");
    assertThat(KernelApi.reservedIn(null)).isEmpty();
  }

  @Test
  void theKernelsPackagesAreItsAloneAndThoseOfOthersAreNot() {
    assertThat(VersionRange.parse("[1.0,2)").includes(KernelApi.version())).isTrue();
    assertThat(KernelApi.reserves("dev.mob.extension")).isTrue();
    assertThat(KernelApi.reserves("org.slf4j")).isTrue();
    assertThat(KernelApi.reserves("dev.mob.example.whiteboard")).isFalse();
  }
}
