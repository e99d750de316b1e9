/** X-FailureContext: point;status;b64(error);b64(details);sub-error;WebExceptionStatus;LiveIdAuthResult (undocumented; as seen in the field). */
export function failureContext(failure: {
  readonly point: 'FrontEnd' | 'BackEnd';
  readonly status: number;
  readonly error: string;
  readonly details?: string;
  readonly subError?: string;
  readonly webException?: string;
}): readonly [name: string, value: string] {
  const encoded = (text = '') => Buffer.from(text).toString('base64');
  const parts = [
    failure.point,
    failure.status,
    encoded(failure.error),
    encoded(failure.details),
    failure.subError ?? '',
    failure.webException ?? '',
    '',
  ];
  return ['X-FailureContext', parts.join(';')];
}
