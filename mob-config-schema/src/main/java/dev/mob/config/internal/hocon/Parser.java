package dev.mob.config.internal.hocon;

import dev.mob.config.internal.hocon.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads tokens into a syntax tree, by the grammar that Typesafe Config's parser has. Where that
 * stops at the first mistake, this notes it, skips the setting it is in, and goes on with the next,
 * so that one run tells as much as can be known.
 */
final class Parser {
  private static final int DEEPEST = 64;
  private static final int MOST_PROBLEMS = 20;

  private final Source source;
  private final List<Token> tokens;
  private final List<Problem> problems = new ArrayList<>();
  private final List<int[]> skipped = new ArrayList<>();
  private final List<Node.Scalar> scalars = new ArrayList<>();
  private int at;
  private int depth;

  private Parser(Source source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  static ParsedSource parse(Source source) {
    Parser parser = new Parser(source, new Lexer(source.text()).tokens());
    Node root;
    try {
      root = parser.root();
    } catch (Mistake tooDeep) {
      parser.note(tooDeep);
      parser.skipped.add(new int[] {0, source.text().length()});
      root = new Node.Block(0, source.text().length(), new ArrayList<Node.Member>());
    }
    return new ParsedSource(
        source, root, parser.tokens, parser.problems, parser.skipped, parser.scalars);
  }

  private Node root() {
    skipBlank();
    if (peek().kind() == Kind.OPEN_SQUARE) {
      Node list = array();
      expectEnd();
      return list;
    }
    if (peek().kind() == Kind.OPEN_CURLY) {
      Node.Block block = block(true);
      expectEnd();
      return block;
    }
    return block(false);
  }

  private void expectEnd() {
    skipBlank();
    Token token = peek();
    if (token.kind() != Kind.END) {
      note(
          Mistake.at(token, "the file's block has ended, but here is " + token.kind().words(), ""));
      skipped.add(new int[] {token.start(), source.text().length()});
    }
  }

  /** A block's members; {@code braced} when the next token is its brace. */
  private Node.Block block(boolean braced) {
    Token open = peek();
    enter(open);
    int level = depth;
    if (braced) {
      at++;
    }
    List<Node.Member> members = new ArrayList<>();
    boolean separated = true;
    int memberStart = at;
    int end;
    while (true) {
      separated |= skipBlank();
      Token token = peek();
      if (token.kind() == Kind.CLOSE_CURLY) {
        at++;
        if (braced) {
          end = token.end();
          break;
        }
        note(Mistake.unbalanced(token, "this '}' closes nothing", "remove it, or add its '{'"));
        skipped.add(new int[] {token.start(), token.end()});
        continue;
      }
      if (token.kind() == Kind.END) {
        if (braced) {
          note(Mistake.unbalanced(open, "this '{' is never closed", "add a '}'"));
        }
        end = token.end();
        break;
      }
      int first = separated ? at : memberStart;
      try {
        if (!separated) {
          // What ran into this one is as doubtful as what follows.
          members.remove(members.size() - 1);
          throw Mistake.at(
              token,
              "expected a new line, ',' or '}', but here is " + token.kind().words(),
              "put the next setting on its own line, or a text of several words in quotes");
        }
        memberStart = at;
        members.add(isInclude(token) ? include() : field());
        separated = separator();
      } catch (Mistake mistake) {
        if (mistake.isFatal()) {
          throw mistake;
        }
        note(mistake);
        depth = level;
        skip(first);
        separated = true;
      }
    }
    depth--;
    return new Node.Block(braced ? open.start() : 0, end, members);
  }

  private Node.Field field() {
    Token first = peek();
    if (!first.isKeyPart()) {
      throw Mistake.at(first, "expected a setting's name, but here is " + first.kind().words(), "");
    }
    int keyStart = at;
    while (peek().isKeyPart()) {
      at++;
    }
    List<Node.Name> path = PathReader.read(source, tokens.subList(keyStart, at), first);
    int afterKey = at;
    skipBlank();
    Token separator = peek();
    switch (separator.kind()) {
      case OPEN_CURLY:
        return new Node.Field(path, false, block(true));
      case EQUALS:
      case COLON:
        at++;
        return new Node.Field(path, false, value());
      case PLUS_EQUALS:
        at++;
        return new Node.Field(path, true, value());
      case PROBLEM:
        throw Mistake.at(separator, separator.text(), "");
      default:
        Token last = tokens.get(afterKey - 1);
        at = afterKey;
        throw new Mistake(
            new Problem(
                first.start(),
                last.end(),
                "a setting's name is followed by '=', ':' or '{', not by "
                    + separator.kind().words(),
                "",
                false),
            false);
    }
  }

  /** A value, or several on one line that make one. */
  private Node value() {
    skipBlank();
    List<Node> parts = new ArrayList<>(1);
    while (peek().startsValue()) {
      parts.add(simpleValue());
    }
    if (parts.isEmpty()) {
      Token token = peek();
      throw Mistake.at(token, "expected a value, but here is " + token.kind().words(), "");
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    return new Node.Concatenation(parts.get(0).start(), parts.get(parts.size() - 1).end(), parts);
  }

  private Node simpleValue() {
    Token token = peek();
    switch (token.kind()) {
      case OPEN_CURLY:
        return block(true);
      case OPEN_SQUARE:
        return array();
      case SUBSTITUTION:
        at++;
        List<String> names = new ArrayList<>(2);
        for (Node.Name name : PathReader.read(source, token.inner(), token)) {
          names.add(name.text());
        }
        return new Node.Substitution(token.start(), token.end(), names, token.optional());
      case STRING:
        return scalar(token, Node.ScalarKind.QUOTED);
      case NUMBER:
        return scalar(token, Node.ScalarKind.NUMBER);
      case BOOLEAN:
        return scalar(token, Node.ScalarKind.BOOLEAN);
      case NULL:
        return scalar(token, Node.ScalarKind.NULL);
      default:
        return scalar(token, Node.ScalarKind.UNQUOTED);
    }
  }

  private Node.Scalar scalar(Token token, Node.ScalarKind kind) {
    at++;
    Node.Scalar scalar = new Node.Scalar(token.start(), token.end(), kind, token.text());
    scalars.add(scalar);
    return scalar;
  }

  private Node.Array array() {
    Token open = peek();
    enter(open);
    at++;
    List<Node> elements = new ArrayList<>();
    while (true) {
      skipBlank();
      Token token = peek();
      if (token.kind() == Kind.CLOSE_SQUARE) {
        at++;
        depth--;
        return new Node.Array(open.start(), token.end(), elements);
      }
      if (token.kind() == Kind.END || token.kind() == Kind.CLOSE_CURLY) {
        throw Mistake.unbalanced(open, "this '[' is never closed", "add a ']'");
      }
      elements.add(value());
      if (!separator()) {
        token = peek();
        if (token.kind() == Kind.END || token.kind() == Kind.CLOSE_CURLY) {
          throw Mistake.unbalanced(open, "this '[' is never closed", "add a ']'");
        }
        if (token.kind() != Kind.CLOSE_SQUARE) {
          throw Mistake.at(token, "expected ',' or ']', but here is " + token.kind().words(), "");
        }
      }
    }
  }

  private boolean isInclude(Token token) {
    return token.kind() == Kind.UNQUOTED && token.text().equals("include");
  }

  private Node.Include include() {
    Token keyword = peek();
    at++;
    skipBlank();
    String lead = "";
    Token token = peek();
    if (token.kind() == Kind.UNQUOTED) {
      lead = token.text();
      at++;
    }
    boolean required = lead.startsWith("required(");
    if (required) {
      lead = lead.substring("required(".length());
      if (lead.isEmpty()) {
        skipBlank();
        if (peek().kind() == Kind.UNQUOTED) {
          lead = peek().text();
          at++;
        }
      }
    }
    Node.IncludeKind kind = includeKind(lead, token);
    skipBlank();
    Token name = peek();
    if (name.kind() != Kind.STRING) {
      throw Mistake.at(
          name,
          "include is followed by a file's name in quotes, not by " + name.kind().words(),
          "write include \"other.conf\"");
    }
    at++;
    int end = name.end();
    int brackets = (kind == Node.IncludeKind.HEURISTIC ? 0 : 1) + (required ? 1 : 0);
    while (brackets > 0) {
      skipBlank();
      Token close = peek();
      String text = close.kind() == Kind.UNQUOTED ? close.text() : "";
      int closed = 0;
      while (closed < text.length() && closed < brackets && text.charAt(closed) == ')') {
        closed++;
      }
      if (closed == 0 || closed < text.length()) {
        throw Mistake.at(close, "expected ')' after the included file's name", "");
      }
      at++;
      brackets -= closed;
      end = close.end();
    }
    return new Node.Include(keyword.start(), end, kind, name.text(), required);
  }

  private Node.IncludeKind includeKind(String lead, Token token) {
    switch (lead) {
      case "":
        return Node.IncludeKind.HEURISTIC;
      case "file(":
        return Node.IncludeKind.FILE;
      case "classpath(":
        return Node.IncludeKind.CLASSPATH;
      case "url(":
        return Node.IncludeKind.URL;
      default:
        throw Mistake.at(
            token,
            "include is followed by a file's name in quotes, file(...) or required(...)",
            "write include \"other.conf\"");
    }
  }

  /** Skips to a comma or over line ends; tells whether either was there. */
  private boolean separator() {
    boolean seen = skipBlank();
    if (peek().kind() == Kind.COMMA) {
      at++;
      return true;
    }
    return seen;
  }

  /** Skips comments and line ends; tells whether a line ended. */
  private boolean skipBlank() {
    boolean newline = false;
    while (true) {
      Kind kind = peek().kind();
      if (kind == Kind.NEWLINE) {
        newline = true;
      } else if (kind != Kind.COMMENT) {
        return newline;
      }
      at++;
    }
  }

  /**
   * Goes to where the next setting may begin, after the mistake in the one that begins at first.
   */
  private void skip(int first) {
    int stop = Math.max(at, first + 1);
    int nesting = 0;
    int lineEnd = -1;
    for (int i = first; i < tokens.size(); i++) {
      Kind kind = tokens.get(i).kind();
      if (kind == Kind.OPEN_CURLY || kind == Kind.OPEN_SQUARE) {
        nesting++;
      } else if (kind == Kind.CLOSE_SQUARE || (kind == Kind.CLOSE_CURLY && nesting > 0)) {
        nesting--;
      }
      if (i < stop) {
        continue;
      }
      if (kind == Kind.NEWLINE && lineEnd < 0) {
        lineEnd = i;
      }
      boolean boundary = kind == Kind.NEWLINE || kind == Kind.COMMA || kind == Kind.CLOSE_CURLY;
      if (nesting <= 0 && boundary) {
        at = kind == Kind.COMMA ? i + 1 : i;
        break;
      }
      if (kind == Kind.END) {
        // A bracket in the broken setting was never closed: believe the line instead.
        at = lineEnd >= 0 ? lineEnd : i;
        break;
      }
    }
    skipped.add(new int[] {tokens.get(first).start(), tokens.get(at).start()});
  }

  private void enter(Token open) {
    if (++depth > DEEPEST) {
      throw new Mistake(
          new Problem(
              open.start(), open.end(), "blocks and lists are nested too deeply here", "", true),
          true);
    }
  }

  private void note(Mistake mistake) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(mistake.problem());
    }
  }

  private Token peek() {
    return tokens.get(at);
  }
}
