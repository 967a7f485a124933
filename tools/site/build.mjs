// Makes the site: guides and packages through TypeDoc; what its options do not reach is set on the way.
import fs from 'node:fs';
import path from 'node:path';
import {
  Application,
  Comment,
  CommentTag,
  Converter,
  IndexEvent,
  MinimalSourceFile,
  normalizePath,
  PageEvent,
  ReflectionKind,
  TSConfigReader,
} from 'typedoc';
import { packages } from '../workspaces.mjs';
import { frontHead, openGroups } from './front.mjs';
import { pages } from './pages.mjs';
import { routerOf } from './router.mjs';

/** Where the table of the README names a package: who picks reads from the top. */
const pickOrder = (name) => fs.readFileSync('README.md', 'utf8').indexOf(`| [\`${name}\`]`) >>> 0;

const entries = packages
  .sort((a, b) => pickOrder(a.name) - pickOrder(b.name))
  .flatMap(({ folder, name, entries: own }) =>
    own.map(({ subpath, source }) => ({
      name: name + subpath.slice(1),
      source: path.resolve(folder, source),
      folder: subpath === '.' ? folder : null,
    })),
  );

/** The groups of the navigation: what one reads first, the packages, and what is about the repository. */
const groupsOf = (documents) => {
  const groups = [...new Set(documents.map(({ group }) => group))];
  return [...groups.slice(0, -2), 'Packages', ...groups.slice(-2)];
};

const optionsOf = (out, documents) => ({
  name: 'bitfinex-ws',
  tsconfig: 'tools/site/tsconfig.json',
  entryPoints: entries.map(({ source }) => source),
  // Types are checked by `npm test`; here they would be checked a second time.
  skipErrorChecking: true,
  // There is no address of a repository that a link to a line could lead to.
  disableSources: true,
  out,
  readme: 'README.md',
  router: 'by-origin',
  projectDocuments: documents.map(({ file }) => file),
  sortEntryPoints: false,
  groupOrder: groupsOf(documents),
  navigation: { includeCategories: false, includeGroups: true, includeFolders: false, excludeReferences: true },
  includeHierarchySummary: false,
  excludeProtected: true,
  hideGenerator: true,
  searchInComments: true,
  searchInDocuments: true,
  customCss: 'tools/site/site.css',
  lightHighlightTheme: 'github-light-default',
  darkHighlightTheme: 'github-dark-default',
  highlightLanguages: ['ts', 'js', 'json', 'sh', 'bash', 'yaml', 'html', 'go'],
  treatWarningsAsErrors: true,
  validation: {
    notExported: true,
    invalidLink: true,
    invalidPath: true,
    rewrittenLink: true,
    notDocumented: true,
    unusedMergeModuleWith: true,
  },
  // Every exported name, and every function within one; a field may say it all by its name.
  requiredToBeDocumented: ['Enum', 'Variable', 'Function', 'Class', 'Interface', 'TypeAlias', 'Namespace'],
  packagesRequiringDocumentation: packages.map(({ name }) => name),
});

/** A block without a language is a picture or a command, not TypeScript; prose is left as it is. */
const plainBlocks = (parts) =>
  parts.map((part) => (part.kind === 'code' ? { ...part, text: part.text.replace(/^```\n/, '```text\n') } : part));

/** Documents get the title of their text and a group. */
const dressDocuments = (project, documents) => {
  for (const reflection of project.documents ?? []) {
    const file = project.files.getReflectionPath(reflection);
    const page = documents.find((each) => normalizePath(path.resolve(each.file)) === file);
    reflection.name = page.title;
    reflection.frontmatter = { group: page.group };
    reflection.content = plainBlocks(reflection.content);
    page.reflection = reflection;
    project.files.registerReflectionPath(normalizePath(path.resolve(page.source)), reflection);
  }
};

const parse = (app, project, file, text) =>
  app.converter.parseRawComment(new MinimalSourceFile(text, file), project.files).content;

/** The front page is the README; its title and first paragraph stand in the head of the page, before the links to the guides. */
const dressFront = (app, project) => {
  const readme = normalizePath(path.resolve('README.md'));
  const [, summary = '', rest = ''] = /^# .*\n+([\s\S]*?)\n\n([\s\S]*)$/.exec(fs.readFileSync(readme, 'utf8')) ?? [];
  project.readme = plainBlocks(parse(app, project, readme, rest));
  return parse(app, project, readme, summary);
};

/** Modules carry their package's README, less its title, which is their own. */
const dressModules = (app, project) => {
  for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
    module.comment ??= new Comment();
    module.comment.blockTags.push(new CommentTag('@group', [{ kind: 'text', text: 'Packages' }]));
    const { folder } = entries.find(({ name }) => name === module.name);
    if (folder === null) continue;
    const readme = normalizePath(path.resolve(folder, 'README.md'));
    const text = fs.readFileSync(readme, 'utf8').replace(/^# .*\n+/, '');
    module.readme = plainBlocks(parse(app, project, readme, text));
    project.files.registerReflectionPath(readme, module);
    project.files.registerReflectionPath(normalizePath(path.resolve(folder)), module);
  }
};

/** Headings count as names; READMEs are searched as guides are; a field of a type comes after what is exported. */
const weighSearch = (app) =>
  app.renderer.on(IndexEvent.PREPARE_INDEX, (event) => {
    event.searchResults.forEach((reflection, at) => {
      const prose = (reflection.readme ?? reflection.content)?.map(({ text }) => text).join('');
      if (prose) {
        const headings = [...prose.matchAll(/^#+ (.*)$/gm)].map((match) => match[1]).join(' ');
        event.searchFields[at] = { name: `${reflection.name} ${headings}`, document: prose };
        reflection.relevanceBoost = reflection.frontmatter?.group === 'Guides' ? 60 : 20;
      } else if (!reflection.parent?.kindOf(ReflectionKind.Module)) reflection.relevanceBoost = 0.05;
    });
  });

/** Icons are taken from the page itself, where a script puts them: from a file of its own a browser takes none without a server. */
const ownIcons = (app) =>
  app.renderer.on(PageEvent.END, (page) => {
    page.contents = page.contents.replaceAll(/href="[^"]*assets\/icons\.svg#/g, 'href="#');
  });

/** Builds into the folder; says how many warnings and errors TypeDoc had. */
export const buildSite = async (out) => {
  const documents = pages();
  const app = await Application.bootstrap(optionsOf(out, documents), [new TSConfigReader()]);
  app.renderer.defineRouter('by-origin', routerOf(documents));
  let summary = [];
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    summary = dressFront(app, project);
    dressDocuments(project, documents);
    dressModules(app, project);
  });
  weighSearch(app);
  ownIcons(app);
  app.renderer.hooks.on('content.begin', (context) => frontHead(context, summary, documents));
  app.renderer.hooks.on('head.begin', () => openGroups(groupsOf(documents).slice(0, -2)));
  const points = app.getEntryPoints().map((point) => ({
    ...point,
    displayName: entries.find(({ source }) => normalizePath(source) === normalizePath(point.sourceFile.fileName)).name,
  }));
  const project = app.converter.convert(points);
  app.validate(project);
  await app.generateOutputs(project);
  return { warnings: app.logger.warningCount, errors: app.logger.errorCount };
};
