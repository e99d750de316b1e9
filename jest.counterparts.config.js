import shared from './jest.config.js';

/** Our protocols judged by other people's programs: only where these are installed. */
export default {
  ...shared,
  testMatch: ['<rootDir>/test/counterparts/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
