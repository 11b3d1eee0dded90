# CocoaPods: pod 'MobHost', :path => '…/host-ios/native'
Pod::Spec.new do |spec|
  spec.name = 'MobHost'
  spec.version = '1.0.0'
  spec.summary = "Mob's kernel in an iOS app: an Objective-C shim over JNI."
  spec.homepage = 'https://github.com/mob'
  spec.license = { :type => 'Apache-2.0', :file => '../../LICENSE' }
  spec.author = 'The Mob authors'
  spec.source = { :path => '.' }
  spec.platform = :ios, '13.0'
  spec.source_files = 'Sources/MobHost/*.{h,m}', 'include/MobHost/*.h'
  spec.public_header_files = 'include/MobHost/*.h'
  spec.header_mappings_dir = 'include'
  spec.requires_arc = true
  spec.frameworks = 'UIKit', 'AVFoundation', 'UserNotifications', 'Security'
  spec.weak_frameworks = 'BackgroundTasks'
  spec.libraries = 'sqlite3'
  # jni.h and the static libraries of OpenJDK Mobile, built on a Mac: docs/ios.md.
  spec.vendored_frameworks = 'OpenJDK.xcframework'
  spec.pod_target_xcconfig = {
    'HEADER_SEARCH_PATHS' => '"$(PODS_TARGET_SRCROOT)/include" "$(PODS_TARGET_SRCROOT)/jni"',
  }
end
