import { IngestError } from '@ingest/core';
import type { Command } from 'commander';

const scripts = { bash, zsh, fish } as const;

/** `ingest completion SHELL`: a script for the shell, made from the command tree. */
export async function completion(shell: string, program: Command): Promise<number> {
  if (!(shell in scripts)) {
    throw new IngestError('CONFIG_INVALID', `completion: unknown shell ${JSON.stringify(shell)}`, {
      hint: `known: ${Object.keys(scripts).join(', ')}`,
    });
  }
  process.stdout.write(scripts[shell as keyof typeof scripts](wordsOf(program)));
  return 0;
}

/** What may follow the words typed so far: `''`, `run`, `db prune`, … */
interface Words {
  readonly after: string;
  readonly words: readonly { readonly word: string; readonly description: string }[];
}

function wordsOf(command: Command, path: readonly string[] = []): readonly Words[] {
  const children = command.commands.map((child) => ({ word: child.name(), description: child.description() }));
  const options = command.options.map(({ long, description }) => ({ word: long ?? '', description }));
  const own = { after: path.join(' '), words: [...children, ...options].filter(({ word }) => word !== '') };
  return [own, ...command.commands.flatMap((child) => wordsOf(child, [...path, child.name()]))];
}

function bash(all: readonly Words[]): string {
  const cases = all.map(({ after, words }) => `    "${after}") words="${words.map(({ word }) => word).join(' ')}" ;;`);
  return `_ingest() {
  local typed="" word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) typed="\${typed:+$typed }$word" ;; esac
  done
  case "$typed" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _ingest ingest
`;
}

function zsh(all: readonly Words[]): string {
  return `#compdef ingest\nautoload -U +X bashcompinit && bashcompinit\n${bash(all)}`;
}

function fish(all: readonly Words[]): string {
  const quote = (text: string) => `'${text.replace(/['\\]/g, '\\$&')}'`;
  const lines = all.flatMap(({ after, words }) => {
    const condition =
      after === ''
        ? '__fish_use_subcommand'
        : after
            .split(' ')
            .map((word) => `__fish_seen_subcommand_from ${word}`)
            .join('; and ');
    return words.map(({ word, description }) => {
      const form = word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${word}`;
      return `complete -c ingest -f -n ${quote(condition)} ${form} -d ${quote(description)}`;
    });
  });
  return `${lines.join('\n')}\n`;
}
