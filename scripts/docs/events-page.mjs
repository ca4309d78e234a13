import ts from 'typescript';
import { generatedFrom, table } from './markdown.mjs';

const intro = `What happens in a run is told through one handed-in function, \`onEvent(event)\`. Progress, logs and metrics read it; a reader
that throws hurts neither the run nor the others. Tell the members apart by \`type\`.`;

/** docs/events.md: the members of the union `IngestEvent` in its order, with their doc comments. */
export function eventsPage(path, text) {
  const ast = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const interfaces = new Map(ast.statements.filter(ts.isInterfaceDeclaration).map((one) => [one.name.text, one]));
  const union = ast.statements.find((one) => ts.isTypeAliasDeclaration(one) && one.name.text === 'IngestEvent');
  if (union === undefined || !ts.isUnionTypeNode(union.type)) throw new Error(`${path} has no union IngestEvent`);
  const sections = union.type.types.map((member) => section(interfaces.get(member.getText()), member.getText(), path));
  return `${[generatedFrom(path), '# Events of a run', intro, ...sections].join('\n\n')}\n`;
}

function section(declaration, name, path) {
  if (declaration === undefined) throw new Error(`${path} has no interface ${name}`);
  const fields = declaration.members.filter(ts.isPropertySignature);
  const type = fields.find((field) => field.name.getText() === 'type')?.type?.getText();
  const meaning = commentOf(declaration);
  if (type === undefined || meaning === '') throw new Error(`${path}: ${name} needs a doc comment and a field "type"`);
  const rows = fields
    .filter((field) => field.name.getText() !== 'type')
    .map((field) => [
      `\`${field.name.getText()}${field.questionToken ? '?' : ''}\``,
      `\`${field.type?.getText().replace(/^readonly /, '')}\``,
      commentOf(field),
    ]);
  const parts = [`## \`${type.slice(1, -1)}\``, meaning];
  return [...parts, ...(rows.length > 0 ? [table(['field', 'type', 'meaning'], rows)] : [])].join('\n\n');
}

function commentOf(node) {
  const [doc] = ts.getJSDocCommentsAndTags(node);
  return (ts.getTextOfJSDocComment(doc?.comment) ?? '').trim();
}
