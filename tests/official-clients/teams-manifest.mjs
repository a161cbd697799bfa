// Microsoft's own schemas judge the manifest and its translations in a folder: prints what is wrong, a line each.
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const [folder] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const schemas = join(dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest')), 'json-schemas/teams');
const check = (file) => {
  const document = read(join(folder, file));
  const [, version, name] = /\/teams\/(v[^/]+)\/(.+)$/.exec(document.$schema);
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats: { uri: true } });
  addFormats(ajv, ['uri', 'email', 'regex']);
  const validate = ajv.compile(read(join(schemas, version, name)));
  if (!validate(document)) {
    for (const error of validate.errors) {
      console.log(`${file} ${error.instancePath} ${error.message}`);
    }
  }
  return document;
};
const manifest = check('manifest.json');
for (const language of manifest.localizationInfo.additionalLanguages) {
  check(language.file);
}
