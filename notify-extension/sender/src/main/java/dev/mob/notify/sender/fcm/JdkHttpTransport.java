package dev.mob.notify.sender.fcm;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Google's HTTP abstraction on {@code java.net.http}: many requests share few HTTP/2 connections,
 * where the SDK's own transport opens thousands of HTTP/1.1 connections under load.
 *
 * <p>Two answers are given another status, with the true one in {@link #TRUE_STATUS}: the SDK would
 * repeat a 503 four times while it blocks its thread, out of the outbox's sight, and a 401 so often
 * that it loses the reason. The outbox repeats both, with what the server asked for.
 */
final class JdkHttpTransport extends HttpTransport {
  /** The header that has the status that the server sent. */
  static final String TRUE_STATUS = "x-mob-status";

  private final HttpClient client;
  private final UnaryOperator<URI> address;
  private final Duration timeout;

  /**
   * @param address maps the SDK's addresses to those to call
   * @param timeout how long an answer may take
   */
  JdkHttpTransport(HttpClient client, UnaryOperator<URI> address, Duration timeout) {
    this.client = client;
    this.address = address;
    this.timeout = timeout;
  }

  @Override
  public boolean supportsMethod(String method) {
    return true;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new Request(method, address.apply(URI.create(url)));
  }

  private final class Request extends LowLevelHttpRequest {
    private final String method;
    private final HttpRequest.Builder request;

    private Request(String method, URI uri) {
      this.method = method;
      this.request = HttpRequest.newBuilder(uri).timeout(timeout);
    }

    @Override
    public void addHeader(String name, String value) {
      // The client sets these by itself and refuses to be told.
      if (!name.equalsIgnoreCase("content-length")
          && !name.equalsIgnoreCase("host")
          && !name.equalsIgnoreCase("connection")
          && !name.equalsIgnoreCase("accept-encoding")) {
        request.header(name, value);
      }
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
      request.method(method, body());
      if (getContentType() != null) {
        request.header("content-type", getContentType());
      }
      if (getContentEncoding() != null) {
        request.header("content-encoding", getContentEncoding());
      }
      try {
        return new Response(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while FCM was asked");
      }
    }

    private HttpRequest.BodyPublisher body() throws IOException {
      if (getStreamingContent() == null) {
        return HttpRequest.BodyPublishers.noBody();
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      getStreamingContent().writeTo(bytes);
      return HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray());
    }
  }

  private static final class Response extends LowLevelHttpResponse {
    private final HttpResponse<byte[]> response;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();

    private Response(HttpResponse<byte[]> response) {
      this.response = response;
      response
          .headers()
          .map()
          .forEach((name, values) -> values.forEach(value -> headers.add(Map.entry(name, value))));
      headers.add(Map.entry(TRUE_STATUS, Integer.toString(response.statusCode())));
    }

    @Override
    public int getStatusCode() {
      return switch (response.statusCode()) {
        case 503 -> 500;
        case 401 -> 403;
        default -> response.statusCode();
      };
    }

    @Override
    public InputStream getContent() {
      return new ByteArrayInputStream(response.body());
    }

    @Override
    public String getContentEncoding() {
      return response.headers().firstValue("content-encoding").orElse(null);
    }

    @Override
    public long getContentLength() {
      return response.body().length;
    }

    @Override
    public String getContentType() {
      return response.headers().firstValue("content-type").orElse(null);
    }

    @Override
    public String getStatusLine() {
      return "HTTP " + response.statusCode();
    }

    @Override
    public String getReasonPhrase() {
      return ""; // HTTP/2 has none.
    }

    @Override
    public int getHeaderCount() {
      return headers.size();
    }

    @Override
    public String getHeaderName(int index) {
      return headers.get(index).getKey();
    }

    @Override
    public String getHeaderValue(int index) {
      return headers.get(index).getValue();
    }
  }
}
