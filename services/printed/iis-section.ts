import type { FactValue } from '../facts.ts';

/** A setting of one IIS directory as a line of its configuration shows it; lines from 1. */
export interface IisSetting {
  /** `default web site/mapi` */
  readonly directory: string;
  readonly leaf:
    | 'windows'
    | 'kernelMode'
    | 'basic'
    | 'anonymous'
    | 'providers'
    | 'ssl'
    | 'extendedProtection';
  readonly value: FactValue;
  readonly line: number;
}
export interface IisText {
  readonly settings: readonly IisSetting[];
  /** Lines of the configuration that say nothing of these. */
  readonly others: readonly number[];
  readonly understood: readonly number[];
  /** The server that the text names, lower case. */
  readonly server: string | undefined;
}
const location = /<location\s[^>]{0,200}?\bpath="([^"]{0,200})"/i;
const command =
  /\bappcmd(?:\.exe)?\b.{0,60}\blist\s{1,9}config\s{1,9}"?([^"/][^"]{0,200}?)"?\s{1,9}[-/]section/i;
const remote = /^\s{0,4}\[([\w-]{1,63})(?:\.[\w.-]{1,100})?\]:?\s{0,3}PS\b/i;
const hostname = /^\s{0,4}(?:PS\s)?[A-Z]:\\[^>]{0,100}>\s?hostname\s*$/i;
const section =
  /<(windowsAuthentication|basicAuthentication|anonymousAuthentication|access|extendedProtection)\b([^>]{0,600})/i;
const provider = /<(add|clear|remove)\b(?:[^>]{0,100}?\bvalue="([\w:]{1,60})")?/gi;
const xml = /^\s{0,80}<[/!?]?[A-Za-z]/;

const attribute = (text: string, name: string): string | undefined =>
  new RegExp(`\\b${name}="([^"]{0,200})"`, 'i').exec(text)?.[1];
const flag = (text: string | undefined): boolean | undefined =>
  text === undefined ? undefined : /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined;
const directoryOf = (text: string): string | undefined => {
  const clean = text
    .trim()
    .replace(/^MACHINE\/WEBROOT\/APPHOST\//i, '')
    .replace(/\/+$/, '')
    .toLowerCase();
  return /^[^/[\]]{1,64}\/[^[\]]{1,120}$/.test(clean) ? clean : undefined;
};

/** What `appcmd list config` or pieces of applicationHost.config say of IIS directories. Nothing where none is named. */
export function iisSettings(lines: readonly string[]): IisText {
  const settings: IisSetting[] = [];
  const others: number[] = [];
  const understood: number[] = [];
  let server: string | undefined;
  let directory: string | undefined;
  let providers: { readonly names: string[]; readonly line: number } | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.length > 4_000) continue;
    const number = index + 1;
    server ??= remote.exec(line)?.[1]?.toLowerCase();
    if (server === undefined && hostname.test(line))
      server = /^\s{0,4}([\w-]{1,63})\s*$/.exec(lines[index + 1] ?? '')?.[1]?.toLowerCase();
    const typed = command.exec(line)?.[1];
    if (typed !== undefined) {
      directory = directoryOf(typed);
      understood.push(number);
      continue;
    }
    if (!xml.test(line)) continue;
    const path = location.exec(line);
    if (path !== null) directory = directoryOf(path[1] ?? '');
    if (/<\/location>/i.test(line)) directory = undefined;
    if (directory === undefined) {
      others.push(number);
      continue;
    }
    const at = directory;
    const before = settings.length;
    const state = (leaf: IisSetting['leaf'], value: FactValue | undefined): void => {
      if (value !== undefined) settings.push({ directory: at, leaf, value, line: number });
    };
    const [, name = '', rest = ''] = section.exec(line) ?? [];
    switch (name.toLowerCase()) {
      case 'windowsauthentication':
        state('windows', flag(attribute(rest, 'enabled')));
        state('kernelMode', flag(attribute(rest, 'useKernelMode')));
        break;
      case 'basicauthentication':
        state('basic', flag(attribute(rest, 'enabled')));
        break;
      case 'anonymousauthentication':
        state('anonymous', flag(attribute(rest, 'enabled')));
        break;
      case 'access': {
        const flags = attribute(rest, 'sslFlags');
        const ssl = flags
          ?.split(',')
          .map((one) => one.trim())
          .filter((one) => one !== '' && one !== 'None');
        state('ssl', ssl);
        break;
      }
      case 'extendedprotection': {
        const checking = attribute(rest, 'tokenChecking')?.toLowerCase();
        state(
          'extendedProtection',
          checking === undefined || ['none', 'allow', 'require'].includes(checking) ? checking : 'other',
        );
        break;
      }
    }
    if (/<providers\b/i.test(line)) providers = { names: [], line: number };
    if (providers !== undefined)
      for (const [, what, value] of line.matchAll(provider))
        if (/^add$/i.test(what ?? '') && value !== undefined && providers.names.length < 20)
          providers.names.push(value);
    const inProviders = providers !== undefined;
    if (/<\/providers>/i.test(line) && providers !== undefined) {
      settings.push({ directory: at, leaf: 'providers', value: providers.names, line: providers.line });
      providers = undefined;
    }
    if (settings.length > before || inProviders || path !== null) understood.push(number);
    else others.push(number);
  }
  return { settings, others, understood, server };
}
