package dev.mob.host.ios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Reports as they were when the shim was broken on purpose. */
final class ReportsTest {
  private static final String PLAYER_KEPT =
      """
      Direct leak of 48528 byte(s) in 1011 object(s) allocated from:
          #0 0x56240ee952ee in malloc (Phone.app/Phone+0xc82ee)
          #1 0x7f0597b86afb  (/lib/libgnustep-base.so.1.28+0x386afb)
          #2 0x7f0597ad6416 in NSAllocateObject (/lib/libgnustep-base.so.1.28+0x2d6416)
          #3 0x7f059825a8d6 in build /native/Sources/MobHost/MobAudio.m:136:19
          #4 0x7f05975dea19 in ffi_call_unix64 (/lib/zero/libjvm.so+0x5dea19)
      """;
  private static final String METHOD_OF_A_CLASS =
      """
      Direct leak of 159 byte(s) in 10 object(s) allocated from:
          #0 0x556e54bb72ee in malloc (Phone.app/Phone+0xc82ee)
          #1 0x7f61ff9c7c9c in objc_malloc (/lib/x86_64-linux-gnu/libobjc.so.4+0xac9c)
          #2 0x7f61ff9cb299 in class_addMethod (/lib/x86_64-linux-gnu/libobjc.so.4+0xe299)
          #3 0x7f059825a8d6 in build /native/Sources/MobHost/MobAudio.m:136:19
      """;
  private static final String THE_VMS_OWN =
      """
      Direct leak of 1288 byte(s) in 1 object(s) allocated from:
          #0 0x55de5f5951fe in malloc (t+0xb21fe)
          #1 0x7fef7382fa09 in os::malloc(unsigned long, MEMFLAGS) (/lib/zero/libjvm.so+0x42fa09)
          #2 0x7f05642fce55 in MobMethod /native/Sources/MobHost/MobEvents.m:58:22
      """;

  @Test
  void a_leak_that_begins_in_the_shim_is_the_shims() {
    String report = PLAYER_KEPT + "\n" + METHOD_OF_A_CLASS + "\n" + THE_VMS_OWN;
    assertThat(Reports.leaksOfShim(report)).hasSize(1).first().asString().contains("MobAudio.m");
    assertThat(Reports.leaksOfShim(METHOD_OF_A_CLASS + "\n" + THE_VMS_OWN)).isEmpty();
  }

  @Test
  void errors_of_sanitizers_and_warnings_of_jni_are_found() {
    assertThat(Reports.ofSanitizers("x\n==1==ERROR: AddressSanitizer: heap-use-after-free on"))
        .hasSize(1);
    assertThat(Reports.ofSanitizers("MobSqlite.m:9:3: runtime error: load of null pointer"))
        .hasSize(1);
    assertThat(
            Reports.ofJni(
                "WARNING in native method: JNI call made without checking exceptions when"
                    + " required"))
        .hasSize(1);
    assertThat(Reports.ofSanitizers("==1==ERROR: LeakSanitizer: detected memory leaks")).isEmpty();
  }
}
