package dev.mob.cluster.handshake;

import dev.mob.cluster.handshake.HandshakeFailed.Reason;
import dev.mob.process.Atom;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.IntSupplier;

/**
 * One handshake, from either side, as a state machine: messages go in, messages come out, and at
 * the end there is a {@link PeerNode}.
 *
 * <pre>
 *  initiator                        acceptor
 *  SEND NAME      ---- 'N' ----->   NAME
 *  STATUS         <--- 's' ------
 *                 ---- 's' ----->   ANSWER TO ALIVE   (only after 'salive')
 *  CHALLENGE      <--- 'N' ------   CHALLENGE REPLY
 *                 ---- 'r' ----->
 *  ACKNOWLEDGE    <--- 'a' ------   DONE
 *  DONE
 * </pre>
 *
 * <p>Messages are without their length. One thread at a time. After {@link HandshakeFailed} it is
 * of no more use.
 */
public final class Handshake {
  /** Longer messages than this are not part of a handshake. */
  public static final int MAX_MESSAGE = 4_096;

  private enum State {
    STATUS,
    CHALLENGE,
    ACKNOWLEDGE,
    NAME,
    ANSWER_TO_ALIVE,
    CHALLENGE_REPLY,
    DONE
  }

  private final Cookie cookie;
  private final Admission admission;
  private final IntSupplier challenges;
  private final Queue<ByteBuf> output = new ArrayDeque<>();
  private final boolean initiator;

  private LocalNode self;
  private State state;
  private Atom peerName;
  private long peerFlags;
  private int peerCreation;
  private int challenge;

  private Handshake(
      boolean initiator,
      LocalNode self,
      Atom peerName,
      Cookie cookie,
      Admission admission,
      IntSupplier challenges) {
    this.initiator = initiator;
    this.self = self;
    this.peerName = peerName;
    this.cookie = cookie;
    this.admission = admission;
    this.challenges = challenges;
    this.state = initiator ? State.STATUS : State.NAME;
  }

  /**
   * Begins a handshake with a node that this one has connected to; {@link #poll} has the first
   * message.
   *
   * @param challenges unpredictable numbers
   */
  public static Handshake initiate(
      LocalNode self, Atom peer, Cookie cookie, Admission admission, IntSupplier challenges) {
    Handshake handshake = new Handshake(true, self, peer, cookie, admission, challenges);
    handshake.sendName();
    return handshake;
  }

  /** Begins a handshake with whoever has connected to this node. */
  public static Handshake accept(
      LocalNode self, Cookie cookie, Admission admission, IntSupplier challenges) {
    return new Handshake(false, self, null, cookie, admission, challenges);
  }

  /** The next message to send; {@code null} when there is none. The caller owns the buffer. */
  public ByteBuf poll() {
    return output.poll();
  }

  /** The other node's name; {@code null} when it has not said it yet. */
  public Atom peerName() {
    return peerName;
  }

  /** True when this side connected to the other. */
  public boolean isInitiator() {
    return initiator;
  }

  public boolean isDone() {
    return state == State.DONE;
  }

  /** The peer, when {@link #isDone}. */
  public PeerNode peer() {
    long both = peerFlags & self.flags() & ~Flags.PUBLISHED;
    return new PeerNode(peerName, both | (peerFlags & Flags.PUBLISHED), peerCreation);
  }

  /** This node: with the name that the peer gave it, if it had none. */
  public LocalNode self() {
    return self;
  }

  /**
   * Takes one message; then {@link #poll} has the answers. Answers are to be sent also when this
   * throws: a refusal is told to the peer.
   *
   * @param message read from, not kept
   * @throws HandshakeFailed when there will be no link
   */
  public void receive(ByteBuf message) throws HandshakeFailed {
    try {
      step(message);
    } catch (IndexOutOfBoundsException tooShort) {
      throw protocol("a handshake message ends before it is complete");
    }
  }

  private void step(ByteBuf message) throws HandshakeFailed {
    int tag = message.readUnsignedByte();
    switch (state) {
      case NAME:
        receiveName(tag, message);
        break;
      case ANSWER_TO_ALIVE:
        receiveAnswerToAlive(tag, message);
        break;
      case CHALLENGE_REPLY:
        receiveChallengeReply(tag, message);
        break;
      case STATUS:
        receiveStatus(tag, message);
        break;
      case CHALLENGE:
        receiveChallenge(tag, message);
        break;
      case ACKNOWLEDGE:
        receiveAcknowledge(tag, message);
        break;
      default:
        throw protocol("a handshake message after the end of the handshake");
    }
  }

  // The side that was connected to.

  private void receiveName(int tag, ByteBuf message) throws HandshakeFailed {
    if (tag == 'n') {
      sendStatus("not_allowed");
      throw new HandshakeFailed(
          Reason.INCOMPATIBLE,
          "the node speaks the handshake of OTP 22 and before; OTP 25 or newer is needed");
    }
    expect(tag, 'N');
    peerFlags = Flags.expand(message.readLong());
    peerCreation = message.readInt();
    String name = readName(message);
    peerName = Atom.of(name);
    checkPeerFlags();
    if ((peerFlags & Flags.NAME_ME) != 0) {
      nameThePeer(name);
      return;
    }
    checkName(name);
    switch (admission.arrived(peerName, this)) {
      case OK:
        sendStatus("ok");
        break;
      case OK_SIMULTANEOUS:
        sendStatus("ok_simultaneous");
        break;
      case ALIVE:
        sendStatus("alive");
        state = State.ANSWER_TO_ALIVE;
        return;
      case NOK:
        sendStatus("nok");
        throw new HandshakeFailed(
            Reason.OTHER_CONNECTION, "this node's own connection to " + name + " is kept");
      default:
        sendStatus("not_allowed");
        throw new HandshakeFailed(Reason.NOT_ALLOWED, name + " is not allowed to connect");
    }
    sendChallenge();
  }

  private void nameThePeer(String host) throws HandshakeFailed {
    LocalNode named = host.indexOf('@') >= 0 ? null : admission.nameFor(peerName);
    if (named == null) {
      sendStatus("not_allowed");
      throw new HandshakeFailed(Reason.NOT_ALLOWED, "no name is given to a node of " + host);
    }
    peerName = named.name();
    peerCreation = named.creation();
    if (admission.arrived(peerName, this) != Admission.Verdict.OK) {
      sendStatus("not_allowed");
      throw new HandshakeFailed(Reason.NOT_ALLOWED, peerName + " is not allowed to connect");
    }
    byte[] utf8 = peerName.name().getBytes(StandardCharsets.UTF_8);
    ByteBuf out = Unpooled.buffer();
    out.writeCharSequence("snamed:", StandardCharsets.US_ASCII);
    out.writeShort(utf8.length).writeBytes(utf8).writeInt(peerCreation);
    output.add(out);
    sendChallenge();
  }

  private void checkPeerFlags() throws HandshakeFailed {
    long missing = Flags.MANDATORY & ~peerFlags;
    if (missing != 0) {
      sendStatus("not_allowed");
      throw new HandshakeFailed(
          Reason.INCOMPATIBLE,
          peerName + " lacks mandatory distribution flags 0x" + Long.toHexString(missing));
    }
  }

  private static void checkName(String name) throws HandshakeFailed {
    int at = name.indexOf('@');
    if (at < 1 || at == name.length() - 1 || name.indexOf('@', at + 1) >= 0) {
      throw protocol("'" + name + "' is no node name");
    }
  }

  private void receiveAnswerToAlive(int tag, ByteBuf message) throws HandshakeFailed {
    expect(tag, 's');
    String answer = readText(message);
    if (!answer.equals("true")) {
      throw new HandshakeFailed(
          Reason.OTHER_CONNECTION, peerName + " keeps the connection that it has");
    }
    admission.replace(peerName, this);
    sendChallenge();
  }

  private void receiveChallengeReply(int tag, ByteBuf message) throws HandshakeFailed {
    expect(tag, 'r');
    int theirs = message.readInt();
    checkDigest(message);
    output.add(Unpooled.buffer(17).writeByte('a').writeBytes(cookie.digest(theirs)));
    state = State.DONE;
  }

  private void sendChallenge() {
    challenge = challenges.getAsInt();
    ByteBuf out = Unpooled.buffer();
    // A node that was given its name takes it only if the flag comes back (OTP's dist_util).
    long flags = self.flags() | peerFlags & Flags.NAME_ME;
    out.writeByte('N').writeLong(flags).writeInt(challenge).writeInt(self.creation());
    writeName(out, self.name());
    output.add(out);
    state = State.CHALLENGE_REPLY;
  }

  // The side that connected.

  private void sendName() {
    ByteBuf out = Unpooled.buffer();
    long flags = self.isNameless() ? self.flags() | Flags.NAME_ME : self.flags();
    out.writeByte('N').writeLong(flags).writeInt(self.creation());
    writeName(out, self.name());
    output.add(out);
  }

  private void receiveStatus(int tag, ByteBuf message) throws HandshakeFailed {
    expect(tag, 's');
    String status = readText(message);
    if (status.startsWith("named:") && self.isNameless()) {
      receiveOwnName(status);
      return;
    }
    switch (status) {
      case "ok":
      case "ok_simultaneous":
        state = State.CHALLENGE;
        break;
      case "alive":
        boolean wanted = admission.isWanted(peerName, this);
        sendStatus(wanted ? "true" : "false");
        if (!wanted) {
          throw new HandshakeFailed(
              Reason.OTHER_CONNECTION, "the other connection with " + peerName + " is kept");
        }
        state = State.CHALLENGE;
        break;
      case "nok":
        throw new HandshakeFailed(
            Reason.OTHER_CONNECTION, peerName + " keeps the connection that it began itself");
      case "not_allowed":
        throw new HandshakeFailed(
            Reason.NOT_ALLOWED, peerName + " does not allow this node to connect");
      default:
        throw protocol("handshake status '" + status + "' is not known");
    }
  }

  private void receiveOwnName(String status) throws HandshakeFailed {
    ByteBuf rest =
        Unpooled.wrappedBuffer(status.substring(6).getBytes(StandardCharsets.ISO_8859_1));
    String name = readName(rest);
    checkName(name);
    self = new LocalNode(Atom.of(name), self.flags(), rest.readInt());
    state = State.CHALLENGE;
  }

  private void receiveChallenge(int tag, ByteBuf message) throws HandshakeFailed {
    expect(tag, 'N');
    peerFlags = Flags.expand(message.readLong());
    int theirs = message.readInt();
    peerCreation = message.readInt();
    String name = readName(message);
    if (!name.equals(peerName.name())) {
      throw new HandshakeFailed(
          Reason.WRONG_NODE, "the node that answers for " + peerName + " is " + name);
    }
    checkPeerFlags();
    challenge = challenges.getAsInt();
    ByteBuf out = Unpooled.buffer(21).writeByte('r').writeInt(challenge);
    output.add(out.writeBytes(cookie.digest(theirs)));
    state = State.ACKNOWLEDGE;
  }

  private void receiveAcknowledge(int tag, ByteBuf message) throws HandshakeFailed {
    expect(tag, 'a');
    checkDigest(message);
    state = State.DONE;
  }

  // Both.

  private void checkDigest(ByteBuf message) throws HandshakeFailed {
    byte[] proof = new byte[Math.min(message.readableBytes(), 17)];
    message.readBytes(proof);
    if (!cookie.proves(challenge, proof)) {
      throw new HandshakeFailed(
          Reason.WRONG_COOKIE, peerName + " has another cookie; give both nodes the same one");
    }
  }

  private void sendStatus(String status) {
    ByteBuf out = Unpooled.buffer(1 + status.length()).writeByte('s');
    out.writeCharSequence(status, StandardCharsets.US_ASCII);
    output.add(out);
  }

  private static void writeName(ByteBuf out, Atom name) {
    byte[] utf8 = name.name().getBytes(StandardCharsets.UTF_8);
    out.writeShort(utf8.length).writeBytes(utf8);
  }

  private static String readName(ByteBuf message) throws HandshakeFailed {
    int length = message.readUnsignedShort();
    if (length == 0 || length > Atom.MAX_LENGTH) {
      throw protocol("a node name of " + length + " bytes");
    }
    byte[] utf8 = new byte[length];
    message.readBytes(utf8);
    String name = new String(utf8, StandardCharsets.UTF_8);
    // Names go to logs: what cannot be printed has no place in them.
    if (!Arrays.equals(name.getBytes(StandardCharsets.UTF_8), utf8)
        || name.chars().anyMatch(Character::isISOControl)) {
      throw protocol("a node name that is no text");
    }
    return name;
  }

  private static String readText(ByteBuf message) {
    return message
        .readCharSequence(message.readableBytes(), StandardCharsets.ISO_8859_1)
        .toString();
  }

  private static void expect(int tag, char expected) throws HandshakeFailed {
    if (tag != expected) {
      throw protocol("handshake message " + tag + " where '" + expected + "' should be");
    }
  }

  private static HandshakeFailed protocol(String message) {
    return new HandshakeFailed(Reason.PROTOCOL, message);
  }
}
