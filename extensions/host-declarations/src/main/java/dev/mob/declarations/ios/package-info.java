/** What an iOS app declares: Info.plist, entitlements and the classes that are reached by name. */
package dev.mob.declarations.ios;
