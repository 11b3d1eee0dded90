package dev.mob.cluster.link;

import dev.mob.cluster.term.TermLimits;
import java.time.Duration;

/**
 * What a link allows its peer.
 *
 * @param frameBytes the largest frame, and the largest message that comes in fragments
 * @param openFragments how many messages may be under way in fragments at once
 * @param outboundBytes how much may wait to be sent before the peer is taken for stuck and the link
 *     is closed
 * @param terms limits of each term
 * @param tickTime OTP's {@code net_ticktime}: silence of 3/4 to 5/4 of it closes the link
 */
public record LinkLimits(
    int frameBytes, int openFragments, long outboundBytes, TermLimits terms, Duration tickTime) {
  /** 128 MiB a frame, 256 messages in fragments, 256 MiB outbound, 60 s tick time. */
  public static final LinkLimits STANDARD =
      new LinkLimits(128 << 20, 256, 256L << 20, TermLimits.STANDARD, Duration.ofSeconds(60));

  public LinkLimits {
    if (frameBytes < 1_024 || openFragments < 1 || outboundBytes < 1_024) {
      throw new IllegalArgumentException(
          "frame-bytes and outbound-bytes are at least 1024, open-fragments at least 1");
    }
    if (tickTime.toMillis() < 40) {
      throw new IllegalArgumentException("tick-time is at least 40 ms, not " + tickTime);
    }
  }

  public LinkLimits withFrameBytes(int value) {
    return new LinkLimits(value, openFragments, outboundBytes, terms, tickTime);
  }

  public LinkLimits withOpenFragments(int value) {
    return new LinkLimits(frameBytes, value, outboundBytes, terms, tickTime);
  }

  public LinkLimits withOutboundBytes(long value) {
    return new LinkLimits(frameBytes, openFragments, value, terms, tickTime);
  }

  public LinkLimits withTerms(TermLimits value) {
    return new LinkLimits(frameBytes, openFragments, outboundBytes, value, tickTime);
  }

  public LinkLimits withTickTime(Duration value) {
    return new LinkLimits(frameBytes, openFragments, outboundBytes, terms, value);
  }
}
