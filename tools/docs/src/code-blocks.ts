import path from 'node:path';
import ts from 'typescript';
import { compilerOptions } from './sources.js';

/** A block of TypeScript in a page. */
interface CodeBlock {
  /** The page, from the root. */
  readonly page: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** What the comment before the block declares of the reader's own program: `<!-- given: declare const socket: … -->`. */
  readonly given: string;
}

/**
 * The blocks of a page that are marked as ts. Those that begin with `// sketch` are meant to be read, not compiled; those that quote a
 * file are compiled where that is.
 */
export const codeBlocks = (page: string, markdown: string): ReadonlyArray<CodeBlock> =>
  [...markdown.matchAll(/(?:^<!-- (?:given: (.*)|file: .*) -->\n\n)?^```ts\n([\s\S]*?)^```/gm)]
    .filter(([block]) => !block.startsWith('<!-- file: '))
    .map((match) => ({
      page,
      line: markdown.slice(0, match.index + match[0].indexOf('```ts')).split('\n').length,
      text: match[2] ?? '',
      given: match[1] ?? '',
    }))
    .filter(({ text }) => !text.startsWith('// sketch'));

/** What the compiler has against the blocks, in one program over the sources: 'README.md:12: …'. */
export const complaints = (root: string, blocks: ReadonlyArray<CodeBlock>): ReadonlyArray<string> => {
  // Beside its page, so that a block sees what the package sees.
  const files = new Map(
    blocks.map((block, at) => [path.join(root, path.dirname(block.page), `block-${at}.ts`), block] as const),
  );
  const options: ts.CompilerOptions = { ...compilerOptions(root), isolatedModules: false, verbatimModuleSyntax: false };
  const host = ts.createCompilerHost(options);
  const text = (file: string): string | undefined => {
    const block = files.get(path.normalize(file));
    // A module, so that the names of two blocks do not meet.
    return block && `${block.text}\n${block.given}\nexport {};\n`;
  };
  const disk = ts.createCompilerHost(options);
  host.fileExists = (file) => files.has(path.normalize(file)) || disk.fileExists(file);
  host.readFile = (file) => text(file) ?? disk.readFile(file);
  host.getSourceFile = (file, ...others) => {
    const own = text(file);
    return own === undefined
      ? disk.getSourceFile(file, ...others)
      : ts.createSourceFile(file, own, ts.ScriptTarget.ES2022, true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([file, block]) => {
    const source = program.getSourceFile(file);
    if (source === undefined) return [`${block.page}:${block.line}: not read`];
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ start = 0, messageText }) => {
      const line = block.line + 1 + source.getLineAndCharacterOfPosition(start).line;
      return `${block.page}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  });
};
