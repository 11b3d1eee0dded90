// swift-tools-version:5.7
// Swift Package Manager. OpenJDK.xcframework has the static libraries of OpenJDK Mobile, and jni/ its
// jni.h; both are made on a Mac: docs/ios.md.
import PackageDescription

let package = Package(
  name: "MobHost",
  platforms: [.iOS(.v13)],
  products: [.library(name: "MobHost", targets: ["MobHost"])],
  targets: [
    .binaryTarget(name: "OpenJDK", path: "OpenJDK.xcframework"),
    .target(
      name: "MobHost",
      dependencies: ["OpenJDK"],
      path: ".",
      exclude: ["tests", "MobHost.podspec"],
      sources: ["Sources/MobHost"],
      publicHeadersPath: "include",
      cSettings: [.headerSearchPath("Sources/MobHost"), .headerSearchPath("jni")],
      linkerSettings: [
        .linkedFramework("UIKit"),
        .linkedFramework("AVFoundation"),
        .linkedFramework("BackgroundTasks"),
        .linkedFramework("UserNotifications"),
        .linkedFramework("Security"),
        .linkedLibrary("sqlite3"),
      ]),
  ])
