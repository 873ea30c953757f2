import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const house = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/prefer-readonly': 'error',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  eqeqeq: 'error',
  'no-console': 'error',
  'no-param-reassign': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'max-lines': ['error', { max: 200, skipBlankLines: false }],
  'max-lines-per-function': ['error', { max: 25, skipBlankLines: true, skipComments: true }],
  'max-depth': ['error', 3],
  'no-restricted-syntax': [
    'error',
    { selector: 'TSEnumDeclaration', message: 'use a union of literals' },
    { selector: 'ExportDefaultDeclaration', message: 'use a named export' },
  ],
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'cdk.out/', 'node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: house,
  },
  {
    files: ['policy/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'console', 'performance', 'setTimeout'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'the policy room knows no clock' },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': [
        ...house['no-restricted-syntax'],
        {
          selector: 'MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(only|skip|todo|failing)$/]',
          message: 'every test runs',
        },
      ],
    },
  },
  { files: ['**/*.js', '**/*.mjs'], languageOptions: { globals: { process: 'readonly' } } },
);
