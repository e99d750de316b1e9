import {
  type Activity,
  ActivityTypes,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type TurnContext,
} from 'botbuilder';
import { errorText } from '../services/error-code.ts';
import type { Authorization } from './connector.ts';
import { activitySchema, type IncomingActivity } from './turn.ts';
import type { Turns } from './turns.ts';

type Logic = (context: TurnContext) => Promise<void>;

/** The bot's identity at Teams. */
export interface TeamsIdentity {
  readonly appId: string;
  readonly tenantId: string;
  readonly secret: string;
}

/** What became of a request. `not-believed`: nothing proves that it comes from Teams; `why` is for the log only. */
export type Processed =
  | {
      readonly believed: true;
      readonly answer: { readonly status: number; readonly body?: unknown } | undefined;
    }
  | { readonly believed: false; readonly why: string };

/**
 * botbuilder's adapter. Its own `process` answers a token that does not verify with its inner text and prints a stack trace;
 * whatever fails before the logic begins is an identity that was not proven.
 */
export class BotAdapter extends CloudAdapter {
  async take(authorization: string, activity: IncomingActivity, logic: Logic): Promise<Processed> {
    let believed = false;
    try {
      // activitySchema has read what botbuilder needs of an activity; the rest of it passes through.
      const answer = await this.processActivity(authorization, activity as unknown as Activity, (context) => {
        believed = true;
        return logic(context);
      });
      return { believed: true, answer };
    } catch (error) {
      if (believed) throw error;
      return { believed: false, why: errorText(error) };
    }
  }
}

/** Who checks that a request comes from Teams, and what proves to Teams that we are we. */
export interface Identity {
  readonly adapter: BotAdapter;
  readonly authorization: Authorization;
}

/** Scope of tokens for the Bot Connector, and where they are issued (Bot Connector authentication, step 1). */
const scope = 'https://api.botframework.com';

/** The adapter of a registered bot. */
export function teamsIdentity({ appId, tenantId, secret }: TeamsIdentity): Identity {
  const credentialsFactory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: appId,
    MicrosoftAppPassword: secret,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppType: 'SingleTenant',
  });
  const adapter = new BotAdapter(
    new ConfigurationBotFrameworkAuthentication(
      { MicrosoftAppId: appId, MicrosoftAppTenantId: tenantId, MicrosoftAppType: 'SingleTenant' },
      credentialsFactory,
    ),
  );
  return {
    adapter,
    async authorization() {
      const credentials = await credentialsFactory.createCredentials(
        appId,
        scope,
        `https://login.microsoftonline.com/${tenantId}`,
        true,
      );
      const headers = new Map<string, string>();
      const request = {
        url: scope,
        headers: { set: (name: string, text: string) => headers.set(name.toLowerCase(), text) },
      };
      // signRequest wants a whole WebResource and touches nothing of it but headers.set.
      await credentials.signRequest(request as unknown as Parameters<typeof credentials.signRequest>[0]);
      return headers.get('authorization');
    },
  };
}

/** The adapter of the lab: it believes everybody, so it must never be reachable from outside this machine. */
export function labIdentity(): Identity {
  return {
    adapter: new BotAdapter(new ConfigurationBotFrameworkAuthentication({})),
    authorization: () => Promise.resolve(undefined),
  };
}

/** The logic of one botbuilder turn: hands the activity to the turns and an invoke's answer back. */
export const logicOf =
  (turns: Turns): Logic =>
  async (context) => {
    const answer = await turns(activitySchema.parse(context.activity));
    if (answer !== undefined) {
      await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: answer });
    }
  };
