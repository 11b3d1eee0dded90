package dev.mob.process.internal;

import dev.mob.process.Distribution;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;

/** Sends the signals of links, to processes of this node and of others. */
final class Links {
  private final ProcessSystem system;

  Links(ProcessSystem system) {
    this.system = system;
  }

  void link(ProcessCell from, Pid other) {
    if (other == from) {
      return;
    }
    Extras mine = from.extras();
    if (mine.links.get(other) != null) {
      return;
    }
    Extras.LinkEntry entry = new Extras.LinkEntry();
    Control.Link link = new Control.Link(from);
    entry.mine = link;
    mine.links.put(other, entry);
    if (other instanceof ProcessCell) {
      ((ProcessCell) other).push(link);
      return;
    }
    Distribution out = system.remote();
    if (system.isRemote(other) && out != null) {
      out.link(from, other);
    } else {
      ExitReason reason = system.isRemote(other) ? ExitReason.NOCONNECTION : ExitReason.NOPROC;
      from.pushExit(new Control.LinkExit(other, link, null, reason));
    }
  }

  void sendUnlink(ProcessCell from, Pid other, Extras.LinkEntry entry) {
    if (other instanceof ProcessCell) {
      ((ProcessCell) other).push(new Control.Unlink(from, entry.theirs, entry.mine));
      return;
    }
    Distribution out = system.remote();
    if (out != null) {
      out.unlink(from, other);
    }
  }

  void sendLinkExit(
      ProcessCell from, Pid to, Object receiversLink, Object sendersLink, ExitReason reason) {
    if (to instanceof ProcessCell) {
      ((ProcessCell) to).pushExit(new Control.LinkExit(from, receiversLink, sendersLink, reason));
      return;
    }
    Distribution out = system.remote();
    if (out != null) {
      out.linkExit(from, to, reason);
    }
  }
}
