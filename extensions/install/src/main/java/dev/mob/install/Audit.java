package dev.mob.install;

import dev.mob.config.Permission;
import dev.mob.install.internal.ConstantPool;
import dev.mob.packaging.archive.ArchiveLimits;
import dev.mob.packaging.archive.ExtensionArchive;
import dev.mob.packaging.archive.RefusedArchive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a reviewer wants to know of an extension before it runs: what its classes refer to, beside
 * what its descriptor declares. A help for reading, and no proof: reflection names nothing, and
 * code that is never called counts as well.
 *
 * @param uses what is used, and the libraries that use it; an empty name stands for the extension's
 *     own classes
 * @param undeclared permissions for which there are uses, and which are not declared
 * @param classes how many class files there are, those of libraries included
 */
public record Audit(Map<Use, Set<String>> uses, Set<Permission> undeclared, int classes) {

  /** Something that a reviewer looks for. */
  public enum Use {
    NETWORK(
        "connections",
        Permission.NETWORK,
        "java/net/Socket",
        "java/net/ServerSocket",
        "java/net/DatagramSocket",
        "java/net/MulticastSocket",
        "java/net/URLConnection",
        "java/net/HttpURLConnection",
        "java/net/http/HttpClient",
        "java/nio/channels/SocketChannel",
        "java/nio/channels/ServerSocketChannel",
        "java/nio/channels/DatagramChannel",
        "java/nio/channels/AsynchronousSocketChannel",
        "javax/net/",
        "com/sun/net/httpserver/",
        "io/netty/"),
    STORAGE("databases and durable state", Permission.STORAGE, "java/sql/", "dev/mob/state/"),
    PUSH("push messages", Permission.PUSH, "dev/mob/notify/"),
    BACKGROUND("work in the background", Permission.BACKGROUND, "dev/mob/background/"),
    EXPOSE("functions for other nodes", Permission.EXPOSE, "dev/mob/cluster/"),
    FILES(
        "files",
        null,
        "java/io/File",
        "java/io/FileInputStream",
        "java/io/FileOutputStream",
        "java/io/RandomAccessFile",
        "java/nio/file/Files",
        "java/nio/channels/FileChannel"),
    PROGRAMS("starts programs", null, "java/lang/ProcessBuilder", "java/lang/Runtime.exec"),
    NATIVE(
        "native code",
        null,
        "java/lang/System.load",
        "java/lang/System.loadLibrary",
        "java/lang/Runtime.load",
        "java/lang/Runtime.loadLibrary",
        "sun/misc/Unsafe",
        "jdk/internal/",
        "com/sun/jna/"),
    REFLECTION(
        "opens what is closed",
        null,
        "java/lang/reflect/AccessibleObject.setAccessible",
        "java/lang/reflect/Field.setAccessible",
        "java/lang/reflect/Method.setAccessible",
        "java/lang/reflect/Constructor.setAccessible",
        "java/lang/invoke/MethodHandles.privateLookupIn"),
    CODE(
        "brings in more code",
        null,
        "java/net/URLClassLoader",
        "java/lang/ClassLoader.defineClass",
        "java/lang/invoke/MethodHandles$Lookup.defineClass",
        "javax/script/",
        "javax/tools/"),
    DESERIALISATION("reads serialised objects", null, "java/io/ObjectInputStream"),
    EXIT(
        "ends the process",
        null,
        "java/lang/System.exit",
        "java/lang/Runtime.exit",
        "java/lang/Runtime.halt"),
    THREADS("threads of its own", null, "java/lang/Thread.start");

    private final String words;
    private final Permission permission;
    private final List<String> names;

    Use(String words, Permission permission, String... names) {
      this.words = words;
      this.permission = permission;
      this.names = List.of(names);
    }

    /** For people. */
    public String words() {
      return words;
    }

    /**
     * Whether a class, by its internal name, refers to it: {@code a/} is a package with all below.
     */
    private boolean isIn(ConstantPool pool) {
      for (String name : names) {
        if (name.endsWith("/")) {
          for (String each : pool.classes()) {
            if (each.startsWith(name)) {
              return true;
            }
          }
        } else if (pool.classes().contains(name) || pool.methods().contains(name)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Looks through an archive's class files.
   *
   * @throws IOException when it cannot be read
   */
  public static Audit of(ExtensionArchive archive) throws IOException {
    Map<Use, Set<String>> uses = new LinkedHashMap<>();
    List<String> count = new ArrayList<>();
    archive.visitClasses(
        ArchiveLimits.STANDARD,
        (library, bytes) -> {
          count.add(library);
          ConstantPool pool;
          try {
            pool = ConstantPool.of(bytes);
          } catch (IOException e) {
            throw new RefusedArchive(
                archive.file().getFileName() + " has a damaged class file in " + library, e);
          }
          for (Use use : Use.values()) {
            if (use.isIn(pool)) {
              uses.computeIfAbsent(use, none -> new TreeSet<>()).add(library);
            }
          }
        });
    Set<Permission> undeclared = EnumSet.noneOf(Permission.class);
    for (Use use : uses.keySet()) {
      if (use.permission != null && !archive.descriptor().permissions().contains(use.permission)) {
        undeclared.add(use.permission);
      }
    }
    return new Audit(uses, undeclared, count.size());
  }
}
