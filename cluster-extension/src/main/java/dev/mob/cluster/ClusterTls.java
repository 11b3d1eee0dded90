package dev.mob.cluster;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Connections under TLS with certificates on both sides: each node shows its own and trusts those
 * that the given authorities have signed. Speaks with Erlang nodes that run with {@code -proto_dist
 * inet_tls}. TLS 1.3 and 1.2.
 *
 * <p>The node that connects also checks that the certificate is for the host in the other node's
 * name: it needs that name or address as a subject alternative name.
 */
public final class ClusterTls {
  private final SslContext server;
  private final SslContext client;

  private ClusterTls(SslContext server, SslContext client) {
    this.server = server;
    this.client = client;
  }

  /**
   * @param certificate this node's certificate, with those between it and the authority, in PEM
   * @param key its private key, PKCS#8 in PEM
   * @param trusted the authorities' certificates, in PEM
   * @throws IOException when one of them cannot be read; the message says which and why
   */
  public static ClusterTls of(File certificate, File key, File trusted) throws IOException {
    for (File file : Arrays.asList(certificate, key, trusted)) {
      if (!file.canRead()) {
        throw new IOException("TLS of the cluster: " + file + " cannot be read");
      }
    }
    try {
      List<String> protocols = protocols();
      SslContext server =
          SslContextBuilder.forServer(certificate, key)
              .sslProvider(SslProvider.JDK)
              .trustManager(trusted)
              .clientAuth(ClientAuth.REQUIRE)
              .protocols(protocols)
              .build();
      SslContext client =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.JDK)
              .keyManager(certificate, key)
              .trustManager(trusted)
              .endpointIdentificationAlgorithm("HTTPS")
              .protocols(protocols)
              .build();
      return new ClusterTls(server, client);
    } catch (SSLException | IllegalArgumentException e) {
      throw new IOException(
          "TLS of the cluster: "
              + certificate
              + ", "
              + key
              + " and "
              + trusted
              + " do not go together: "
              + e.getMessage(),
          e);
    }
  }

  /** TLS 1.3 came to Android with API 29; what the platform has is used. */
  private static List<String> protocols() throws SSLException {
    try {
      List<String> wanted = new ArrayList<>(Arrays.asList("TLSv1.3", "TLSv1.2"));
      wanted.retainAll(
          Arrays.asList(SSLContext.getDefault().getSupportedSSLParameters().getProtocols()));
      return wanted;
    } catch (NoSuchAlgorithmException e) {
      throw new SSLException("this platform has no TLS", e);
    }
  }

  /** For a connection that another node has made. */
  public SslHandler accept(ByteBufAllocator allocator) {
    return server.newHandler(allocator);
  }

  /** For a connection to another node. */
  public SslHandler connect(ByteBufAllocator allocator, String host, int port) {
    return client.newHandler(allocator, host, port);
  }
}
