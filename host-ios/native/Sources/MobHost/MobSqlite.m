// sqlite3: sqlite.org, "C-language Interface Specification for SQLite".
#import <Foundation/Foundation.h>
#include <sqlite3.h>
#include <stdint.h>

#import "MobJni.h"
#import "MobParts.h"

static sqlite3 *database(jlong pointer) {
  return (sqlite3 *)(intptr_t)pointer;
}

static sqlite3_stmt *statement(jlong pointer) {
  return (sqlite3_stmt *)(intptr_t)pointer;
}

static void fail(JNIEnv *env, sqlite3 *in, int code) {
  const char *text = in == NULL ? sqlite3_errstr(code) : sqlite3_errmsg(in);
  MobThrow(env, @"sqlite3", in == NULL ? code : sqlite3_extended_errcode(in),
           [NSString stringWithUTF8String:text]);
}

static jlong JNICALL open(JNIEnv *env, jobject self, jstring path) {
  sqlite3 *opened = NULL;
  MOB_NATIVE(env, {
    int code = sqlite3_open_v2([MobFromJava(env, path) fileSystemRepresentation], &opened,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (code != SQLITE_OK) {
      fail(env, opened, code);
      // Also what could not be opened has to be closed.
      sqlite3_close_v2(opened);
      opened = NULL;
    }
  })
  return (jlong)(intptr_t)opened;
}

static void JNICALL closeDatabase(JNIEnv *env, jobject self, jlong pointer) {
  sqlite3_close_v2(database(pointer));
}

static void JNICALL execute(JNIEnv *env, jobject self, jlong pointer, jstring sql) {
  MOB_NATIVE(env, {
    int code = sqlite3_exec(database(pointer), [MobFromJava(env, sql) UTF8String], NULL, NULL, NULL);
    if (code != SQLITE_OK) {
      fail(env, database(pointer), code);
    }
  })
}

static jlong JNICALL prepare(JNIEnv *env, jobject self, jlong pointer, jstring sql) {
  sqlite3_stmt *prepared = NULL;
  MOB_NATIVE(env, {
    int code = sqlite3_prepare_v2(database(pointer), [MobFromJava(env, sql) UTF8String], -1,
                                  &prepared, NULL);
    if (code != SQLITE_OK) {
      fail(env, database(pointer), code);
    }
  })
  return (jlong)(intptr_t)prepared;
}

static void bound(JNIEnv *env, sqlite3_stmt *prepared, int code) {
  if (code != SQLITE_OK) {
    fail(env, sqlite3_db_handle(prepared), code);
  }
}

static void JNICALL bindText(JNIEnv *env, jobject self, jlong pointer, jint parameter,
                             jstring text) {
  MOB_NATIVE(env, {
    const char *bytes = [MobFromJava(env, text) UTF8String];
    bound(env, statement(pointer),
          sqlite3_bind_text(statement(pointer), parameter, bytes, -1, SQLITE_TRANSIENT));
  })
}

static void JNICALL bindBlob(JNIEnv *env, jobject self, jlong pointer, jint parameter,
                             jbyteArray bytes) {
  MOB_NATIVE(env, {
    NSData *data = MobBytesFromJava(env, bytes);
    // No bytes are not NULL: SQLite takes a null pointer for that.
    const void *start = [data length] == 0 ? "" : [data bytes];
    bound(env, statement(pointer),
          sqlite3_bind_blob(statement(pointer), parameter, start, (int)[data length],
                            SQLITE_TRANSIENT));
  })
}

static jboolean JNICALL step(JNIEnv *env, jobject self, jlong pointer) {
  int code = sqlite3_step(statement(pointer));
  if (code != SQLITE_ROW && code != SQLITE_DONE) {
    MOB_NATIVE(env, { fail(env, sqlite3_db_handle(statement(pointer)), code); })
  }
  return code == SQLITE_ROW;
}

static jstring JNICALL columnText(JNIEnv *env, jobject self, jlong pointer, jint column) {
  jstring text = NULL;
  MOB_NATIVE(env, {
    const void *bytes = sqlite3_column_text(statement(pointer), column);
    int length = sqlite3_column_bytes(statement(pointer), column);
    NSString *copy = bytes == NULL ? nil
                                   : [[NSString alloc] initWithBytes:bytes
                                                              length:(NSUInteger)length
                                                            encoding:NSUTF8StringEncoding];
    text = MobToJava(env, copy);
#if !__has_feature(objc_arc)
    [copy release];
#endif
  })
  return text;
}

static jbyteArray JNICALL columnBlob(JNIEnv *env, jobject self, jlong pointer, jint column) {
  jbyteArray bytes = NULL;
  MOB_NATIVE(env, {
    const void *start = sqlite3_column_blob(statement(pointer), column);
    int length = sqlite3_column_bytes(statement(pointer), column);
    if (sqlite3_column_type(statement(pointer), column) != SQLITE_NULL) {
      bytes = MobBytesToJava(env, start, (size_t)length);
    }
  })
  return bytes;
}

static void JNICALL reset(JNIEnv *env, jobject self, jlong pointer) {
  // What the last step failed with was told then.
  sqlite3_reset(statement(pointer));
  sqlite3_clear_bindings(statement(pointer));
}

static void JNICALL finish(JNIEnv *env, jobject self, jlong pointer) {
  sqlite3_finalize(statement(pointer));
}

BOOL MobSqliteRegister(JNIEnv *env) {
  static const JNINativeMethod methods[] = {
      {"open", "(Ljava/lang/String;)J", (void *)open},
      {"close", "(J)V", (void *)closeDatabase},
      {"execute", "(JLjava/lang/String;)V", (void *)execute},
      {"prepare", "(JLjava/lang/String;)J", (void *)prepare},
      {"bindText", "(JILjava/lang/String;)V", (void *)bindText},
      {"bindBlob", "(JI[B)V", (void *)bindBlob},
      {"step", "(J)Z", (void *)step},
      {"columnText", "(JI)Ljava/lang/String;", (void *)columnText},
      {"columnBlob", "(JI)[B", (void *)columnBlob},
      {"reset", "(J)V", (void *)reset},
      {"finish", "(J)V", (void *)finish},
  };
  return MobRegister(env, "dev/mob/host/ios/internal/shim/Sqlite", methods,
                     sizeof methods / sizeof methods[0]);
}
