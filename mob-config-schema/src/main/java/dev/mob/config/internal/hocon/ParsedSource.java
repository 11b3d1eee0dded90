package dev.mob.config.internal.hocon;

import dev.mob.config.Position;
import dev.mob.config.internal.hocon.Token.Kind;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A file's syntax tree, and the one place where positions are made of offsets. A position shows its
 * line, so this decides what of a line may be seen: keys and punctuation always, values only once
 * they are known to be no secret.
 */
public final class ParsedSource {
  private final Source source;
  private final Node root;
  private final List<Token> tokens;
  private final List<Problem> problems;
  private final List<int[]> skipped;
  private final List<Node.Scalar> scalars;
  private final String[] visibleLines;
  private final Set<Node> harmless = Collections.newSetFromMap(new IdentityHashMap<>());

  ParsedSource(
      Source source,
      Node root,
      List<Token> tokens,
      List<Problem> problems,
      List<int[]> skipped,
      List<Node.Scalar> scalars) {
    this.source = source;
    this.root = root;
    this.tokens = tokens;
    this.problems = problems;
    this.skipped = skipped;
    this.scalars = scalars;
    this.visibleLines = new String[source.lines()];
  }

  /** Reads a text into its tree; never fails. */
  public static ParsedSource of(Source source) {
    return Parser.parse(source);
  }

  /** The text. */
  public Source source() {
    return source;
  }

  /**
   * The text without comments and indentation, each part on its line: it means the same, and reads
   * in a fraction of the time.
   */
  String essence() {
    String text = source.text();
    StringBuilder essence = new StringBuilder(text.length());
    int end = 0;
    boolean lineBegins = true;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() != Kind.COMMENT) {
        // Spaces between two values on a line may belong to a text; at its beginning they do not.
        essence.append(text, lineBegins ? token.start() : end, token.end());
        lineBegins = token.kind() == Kind.NEWLINE;
      }
      end = token.end();
    }
    return essence.toString();
  }

  /** A block, or a list if that is what the file is. */
  public Node root() {
    return root;
  }

  /** Where the file is not HOCON, in order. */
  public List<Problem> problems() {
    return problems;
  }

  /** Says that a value, and all values in it, may be shown. */
  public void reveal(Node node) {
    if (node instanceof Node.Scalar) {
      if (harmless.add(node)) {
        Arrays.fill(
            visibleLines,
            source.line(node.start()) - 1,
            source.line(Math.max(node.start(), node.end() - 1)),
            null);
      }
    } else if (node instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) node).parts()) {
        reveal(part);
      }
    } else if (node instanceof Node.Array) {
      for (Node element : ((Node.Array) node).elements()) {
        reveal(element);
      }
    } else if (node instanceof Node.Block) {
      for (Node.Member member : ((Node.Block) node).members()) {
        if (member instanceof Node.Field) {
          reveal(((Node.Field) member).value());
        }
      }
    }
  }

  /** Whether a value may be shown. */
  public boolean isRevealed(Node node) {
    return harmless.contains(node);
  }

  /**
   * The position of a span; of its first line if it has several.
   *
   * @param start offset of the first character
   * @param end offset after the last
   */
  public Position position(int start, int end) {
    int from = Math.max(0, Math.min(start, source.text().length()));
    int line = source.line(from);
    int lineStart = source.lineStart(line);
    int lineEnd = source.lineEnd(line);
    if (from > lineEnd || (from == lineEnd && from > lineStart)) {
      // The end of a line, or of the file, is shown under its last character.
      from = Math.max(lineStart, lineEnd - 1);
    }
    int length = Math.max(1, Math.min(end, lineEnd) - from);
    return new Position(source.name(), line, from - lineStart + 1, length, visible(line));
  }

  /** The first character of a line that is not blank. */
  public Position line(int line) {
    int safe = Math.max(1, Math.min(line, source.lines()));
    int from = source.lineStart(safe);
    int end = source.lineEnd(safe);
    while (from < end - 1 && Lexer.isWhitespace(source.text().charAt(from))) {
      from++;
    }
    return position(from, end);
  }

  /** A line with everything that may be a secret as asterisks, and without a trailing comment. */
  private String visible(int number) {
    String known = visibleLines[number - 1];
    if (known == null) {
      known = visible(source.lineStart(number), source.lineEnd(number));
      visibleLines[number - 1] = known;
    }
    return known;
  }

  private String visible(int lineStart, int lineEnd) {
    char[] line = source.text().substring(lineStart, lineEnd).toCharArray();
    for (int i = firstScalarEndingAfter(lineStart); i < scalars.size(); i++) {
      Node.Scalar scalar = scalars.get(i);
      if (scalar.start() >= lineEnd) {
        break;
      }
      boolean word =
          scalar.kind() == Node.ScalarKind.BOOLEAN || scalar.kind() == Node.ScalarKind.NULL;
      if (!word && !harmless.contains(scalar)) {
        mask(line, scalar.start() - lineStart, scalar.end() - lineStart);
      }
    }
    for (int[] range : skipped) {
      if (range[0] < lineEnd && range[1] > lineStart) {
        maskTokens(line, lineStart, range);
      }
    }
    int length = cutComment(lineStart, lineEnd) - lineStart;
    while (length > 0 && Lexer.isWhitespace(line[length - 1])) {
      length--;
    }
    for (int i = 0; i < length; i++) {
      if (line[i] < 0x20 && line[i] != '\t') {
        line[i] = ' '; // a carriage return or an escape would disturb the terminal
      }
    }
    return new String(line, 0, length);
  }

  private int firstScalarEndingAfter(int offset) {
    int low = 0;
    int high = scalars.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (scalars.get(middle).end() <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * In a setting that is not HOCON, only punctuation and what stands before it is surely no value.
   */
  private void maskTokens(char[] line, int lineStart, int[] range) {
    char[] original = line.clone();
    mask(line, range[0] - lineStart, range[1] - lineStart);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.end() <= range[0] || token.start() >= range[1]) {
        continue;
      }
      boolean value = token.isKeyPart() || token.kind() == Kind.PROBLEM;
      if (!value || isKey(i)) {
        int from = Math.max(0, token.start() - lineStart);
        int to = Math.min(line.length, token.end() - lineStart);
        if (from < to) {
          System.arraycopy(original, from, line, from, to - from);
        }
      }
    }
  }

  private boolean isKey(int index) {
    Kind before = index == 0 ? Kind.NEWLINE : tokens.get(index - 1).kind();
    Kind after = tokens.get(index + 1).kind();
    boolean opens = before == Kind.NEWLINE || before == Kind.OPEN_CURLY || before == Kind.COMMA;
    boolean assigns =
        after == Kind.EQUALS
            || after == Kind.COLON
            || after == Kind.PLUS_EQUALS
            || after == Kind.OPEN_CURLY;
    return opens && assigns && tokens.get(index).kind() == Kind.UNQUOTED;
  }

  private int cutComment(int lineStart, int lineEnd) {
    for (int i = firstTokenFrom(lineStart); i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.start() >= lineEnd) {
        break;
      }
      if (token.kind() == Kind.COMMENT) {
        return token.start();
      }
    }
    return lineEnd;
  }

  private int firstTokenFrom(int offset) {
    int low = 0;
    int high = tokens.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tokens.get(middle).start() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static void mask(char[] line, int from, int to) {
    int start = Math.max(0, from);
    int end = Math.min(line.length, to);
    for (int i = start; i < end; i++) {
      boolean quote = line[i] == '"' && (i == start || i == end - 1);
      if (!quote && !Lexer.isWhitespace(line[i])) {
        line[i] = '*';
      }
    }
  }
}
