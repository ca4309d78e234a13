/** An expression of Terraform's language, as far as our files use it. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly at: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'minus'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly sign: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'if'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | {
      readonly kind: 'for';
      /** The names of the loop: of the value, or of key and value. */
      readonly names: readonly string[];
      readonly over: Expression;
      /** Null in a list. */
      readonly key: Expression | null;
      readonly value: Expression;
      readonly only: Expression | null;
    };

/** Binding powers, weakest first. */
const levels = [['||'], ['&&'], ['==', '!='], ['>=', '<=', '>', '<'], ['+', '-'], ['*', '/', '%']] as const;

/** Reads a text with `${…}` in it, as the parser of files hands it over. Throws SyntaxError. */
export function parseTemplate(text: string): Expression {
  const reader = new Reader(text);
  const parts = reader.template(null);
  const [only] = parts;
  if (only === undefined) return { kind: 'literal', value: '' };
  // One expression and nothing around it keeps its type.
  return parts.length === 1 ? only : { kind: 'template', parts };
}

class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Up to the closing quote, which has been read then; without one up to the end. */
  template(quote: '"' | null): Expression[] {
    const parts: Expression[] = [];
    let plain = '';
    const end = () => {
      if (plain !== '') parts.push({ kind: 'literal', value: plain });
      plain = '';
    };
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined && quote !== null) throw this.wrong('a text has no end');
      if (char === undefined || char === quote) break;
      if (this.text.startsWith('%{', this.at)) throw this.wrong('directives are not read here');
      if (this.text.startsWith('$${', this.at)) {
        plain += '${';
        this.at += 3;
      } else if (this.text.startsWith('${', this.at)) {
        this.at += 2;
        end();
        parts.push(this.expression());
        this.expect('}');
      } else if (char === '\\' && quote !== null) {
        plain += this.escaped();
      } else {
        plain += char;
        this.at += 1;
      }
    }
    end();
    if (quote !== null) this.at += 1;
    return parts;
  }

  private expression(): Expression {
    const test = this.binary(0);
    if (!this.take('?')) return test;
    const yes = this.expression();
    this.expect(':');
    return { kind: 'if', test, yes, no: this.expression() };
  }

  private binary(level: number): Expression {
    const signs = levels[level];
    if (signs === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const sign = signs.find((one) => this.take(one));
      if (sign === undefined) return left;
      left = { kind: 'binary', sign, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    if (this.take('!')) return { kind: 'not', of: this.unary() };
    if (this.take('-')) return { kind: 'minus', of: this.unary() };
    let found = this.primary();
    for (;;) {
      if (this.take('.')) found = { kind: 'member', of: found, name: this.word() };
      else if (this.take('[')) {
        found = { kind: 'index', of: found, at: this.expression() };
        this.expect(']');
      } else return found;
    }
  }

  private primary(): Expression {
    if (this.take('(')) {
      const inside = this.expression();
      this.expect(')');
      return inside;
    }
    if (this.take('"')) {
      const parts = this.template('"');
      const [only = { kind: 'literal', value: '' } as const] = parts;
      return parts.length <= 1 && only.kind === 'literal' ? only : { kind: 'template', parts };
    }
    if (this.take('[')) return this.loop(']') ?? { kind: 'tuple', items: this.list(']') };
    if (this.take('{')) return this.loop('}') ?? this.object();
    const number = /^\d+(\.\d+)?/.exec(this.text.slice(this.at))?.[0];
    if (number !== undefined) {
      this.at += number.length;
      return { kind: 'literal', value: Number(number) };
    }
    const name = this.word();
    if (Object.hasOwn(constants, name)) return { kind: 'literal', value: constants[name] ?? null };
    if (this.take('(')) return { kind: 'call', name, given: this.list(')') };
    return { kind: 'name', name };
  }

  private list(close: string): Expression[] {
    const items: Expression[] = [];
    while (!this.take(close)) {
      items.push(this.expression());
      if (!this.take(',')) {
        this.expect(close);
        break;
      }
    }
    return items;
  }

  private object(): Expression {
    const entries: (readonly [Expression, Expression])[] = [];
    while (!this.take('}')) {
      // A bare name is a text here.
      const read = this.unary();
      const key: Expression = read.kind === 'name' ? { kind: 'literal', value: read.name } : read;
      if (!this.take('=')) this.expect(':');
      entries.push([key, this.expression()]);
      this.take(',');
    }
    return { kind: 'object', entries };
  }

  private loop(close: ']' | '}'): Expression | null {
    const begun = /^\s*for\s/.exec(this.text.slice(this.at));
    if (begun === null) return null;
    this.at += begun[0].length;
    const names = [this.word()];
    if (this.take(',')) names.push(this.word());
    if (this.word() !== 'in') throw this.wrong('"in" is missing');
    const over = this.expression();
    this.expect(':');
    const first = this.expression();
    const isObject = close === '}';
    if (isObject) this.expect('=>');
    const value = isObject ? this.expression() : first;
    const only = /^\s*if\b/.exec(this.text.slice(this.at));
    if (only !== null) this.at += only[0].length;
    const test = only === null ? null : this.expression();
    this.expect(close);
    return { kind: 'for', names, over, key: isObject ? first : null, value, only: test };
  }

  private word(): string {
    this.skip();
    const found = /^[A-Za-z_][A-Za-z0-9_-]*/.exec(this.text.slice(this.at))?.[0];
    if (found === undefined) throw this.wrong('a name is missing');
    this.at += found.length;
    return found;
  }

  private escaped(): string {
    const char = this.text[this.at + 1] ?? '';
    this.at += 2;
    const meant: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };
    const found = meant[char];
    if (found === undefined) throw this.wrong(`\\${char} is no escape`);
    return found;
  }

  /** Reads a sign where it stands next; not `=>` for `=`, nor the like. */
  private take(sign: string): boolean {
    this.skip();
    if (!this.text.startsWith(sign, this.at)) return false;
    const next = this.text[this.at + sign.length] ?? '';
    if (['=', '!', '>', '<'].includes(sign) && (next === '=' || (sign === '=' && next === '>'))) return false;
    this.at += sign.length;
    return true;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) throw this.wrong(`${sign} is missing`);
  }

  private skip(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private wrong(problem: string): SyntaxError {
    return new SyntaxError(`${problem} at ${this.at} of ${this.text}`);
  }
}

const constants: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
