/** The 32-bit version of a build as POX prints it in hex and HttpProxy in decimal (ServerVersion in [MS-OXDSCLI] 2.2.4.1.1.2.13). */
export function versionWord(build: string): number {
  const [major = 0, minor = 0, third = 0] = build.split('.').map(Number);
  return (0x70008000 | (major << 22) | (minor << 16) | third) >>> 0;
}

/** A build as logs and headers pad it: `15.01.2507.006`. */
export function paddedBuild(build: string): string {
  const [major = '', minor = '', third = '', fourth = ''] = build.split('.');
  return `${major.padStart(2, '0')}.${minor.padStart(2, '0')}.${third.padStart(4, '0')}.${fourth.padStart(3, '0')}`;
}
