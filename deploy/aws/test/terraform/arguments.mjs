// Writes which arguments and blocks the resources of deploy/aws/terraform have, from the types that CDK for Terraform makes from the
// provider. Nothing depends on that package, which is 400 MB: install it elsewhere, and give the folder.
//   npm install --prefix /tmp/cdktf --ignore-scripts --legacy-peer-deps @cdktf/provider-aws@21.22.1
//   node deploy/aws/test/terraform/arguments.mjs /tmp/cdktf/node_modules/@cdktf/provider-aws
//   npx biome check --write deploy/aws/test/terraform/arguments.json
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const [from] = process.argv.slice(2);
if (from === undefined) throw new TypeError('give the folder of @cdktf/provider-aws');

const { cdktf } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
const terraform = join(import.meta.dirname, '../../terraform');
const used = readdirSync(terraform, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tf'))
  .flatMap((path) => [...readFileSync(join(terraform, path), 'utf8').matchAll(/^(resource|data) "(\w+)"/gm)])
  .map(([, kind, type]) => (kind === 'data' ? `data.${type}` : type));
const types = [...new Set(used)].sort().map((type) => [type, argumentsOf(type)]);
writeFileSync(
  join(import.meta.dirname, 'arguments.json'),
  `${JSON.stringify({ provider: cdktf.provider.version, types: Object.fromEntries(types) })}\n`,
);

/** The arguments by name, and what else can be asked of it once it is there. */
function argumentsOf(type) {
  const folder = type
    .replace(/^data\.aws_/, 'data_aws_')
    .replace(/^aws_/, '')
    .replaceAll('_', '-');
  const path = join(from, 'lib', folder, 'index.d.ts');
  if (!existsSync(path)) throw new TypeError(`${type} is none of the provider's resources`);
  const { statements } = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const interfaces = new Map(statements.filter(ts.isInterfaceDeclaration).map((one) => [one.name.text, one]));
  const config = [...interfaces.values()].find((one) => one.heritageClauses?.[0].getText().includes('MetaArguments'));
  const resource = statements.find(
    (one) => ts.isClassDeclaration(one) && one.heritageClauses[0].getText().includes(kind(type)),
  );
  const given = membersOf(config, interfaces);
  const getters = resource.members.filter(ts.isGetAccessorDeclaration).map(({ name }) => snake(name.text));
  return {
    arguments: given,
    attributes: getters.filter(
      (name) => !name.endsWith('_input') && !Object.keys(given).some((key) => key.replace('!', '') === name),
    ),
  };
}

function kind(type) {
  return type.startsWith('data.') ? 'TerraformDataSource' : 'TerraformResource';
}

/** By name, with a ! where it is required: true, or for a block what is in it. */
function membersOf(declaration, interfaces) {
  return Object.fromEntries(
    declaration.members.map((member) => {
      // The name in the language of Terraform stands in the link to its documentation.
      const name = /#([a-z0-9_]+) /.exec(member.getFullText())?.[1] ?? snake(member.name.text);
      const inside = [...interfaces.values()].find(({ name: { text } }) =>
        new RegExp(`(^|\\W)${text}(\\W|$)`).test(member.type.getText()),
      );
      const key = member.questionToken === undefined ? `${name}!` : name;
      return [key, inside === undefined ? true : membersOf(inside, interfaces)];
    }),
  );
}

function snake(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
