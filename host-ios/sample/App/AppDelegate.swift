import MobHost
import UIKit

@main
final class AppDelegate: UIResponder, UIApplicationDelegate {
  private var mob: MobHost!

  func application(
    _ application: UIApplication,
    didFinishLaunchingWithOptions options: [UIApplication.LaunchOptionsKey: Any]?
  ) -> Bool {
    mob = MobHost.start(config: MobConfig(), launchOptions: options)
    mob.whenReady { error in
      if let error { NSLog("no kernel: %@", error.localizedDescription) }
    }
    return true
  }

  func application(
    _ application: UIApplication,
    didRegisterForRemoteNotificationsWithDeviceToken token: Data
  ) {
    mob.didRegister(deviceToken: token)
  }

  func application(
    _ application: UIApplication, didFailToRegisterForRemoteNotificationsWithError error: Error
  ) {
    mob.didFailToRegister(error: error)
  }

  func application(
    _ application: UIApplication, didReceiveRemoteNotification userInfo: [AnyHashable: Any],
    fetchCompletionHandler completion: @escaping (UIBackgroundFetchResult) -> Void
  ) {
    mob.didReceive(userInfo: userInfo, completion: completion)
  }
}
