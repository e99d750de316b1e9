/** What we use of yazl, which brings no types. */
declare module 'yazl' {
  export class ZipFile {
    readonly outputStream: NodeJS.ReadableStream;
    addBuffer(buffer: Buffer, name: string, options?: { readonly mtime?: Date }): void;
    end(): void;
  }
}
