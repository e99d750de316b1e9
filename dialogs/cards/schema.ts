/** What of Adaptive Cards 1.5 we use; Teams renders no later version in a bot's card. */
export interface TextBlock {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly wrap: true;
  readonly size?: 'Small' | 'Default' | 'Medium' | 'Large';
  readonly weight?: 'Bolder';
  readonly isSubtle?: true;
  readonly style?: 'heading';
  readonly spacing?: Spacing;
}
export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly isSubtle?: true;
  readonly size?: 'Small';
  readonly fontType?: 'Monospace';
}
export interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
  readonly spacing?: Spacing;
}
export interface Container {
  readonly type: 'Container';
  readonly items: readonly Element[];
  readonly style?: 'emphasis';
  readonly spacing?: Spacing;
  readonly separator?: true;
}
export interface InputText {
  readonly type: 'Input.Text';
  readonly id: string;
  readonly label: string;
  readonly isMultiline?: true;
  readonly isRequired?: true;
  readonly errorMessage?: string;
  readonly placeholder?: string;
  readonly maxLength: number;
}
export interface InputChoiceSet {
  readonly type: 'Input.ChoiceSet';
  readonly id: string;
  readonly label: string;
  /** A list that opens, or every choice on a line of its own. */
  readonly style: 'compact' | 'expanded';
  readonly wrap: true;
  readonly isMultiSelect?: true;
  readonly isRequired?: true;
  readonly errorMessage?: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}
export type Input = InputText | InputChoiceSet;
export interface ActionSet {
  readonly type: 'ActionSet';
  readonly actions: readonly Action[];
  readonly spacing?: Spacing;
}
type Spacing = 'None' | 'Small' | 'Medium' | 'Large';
export type Element = TextBlock | RichTextBlock | Container | Input | ActionSet;

export interface Press {
  readonly type: 'Action.Execute';
  readonly title: string;
  readonly verb: string;
  readonly data: Readonly<Record<string, string>>;
  readonly fallback: {
    readonly type: 'Action.Submit';
    readonly title: string;
    readonly data: Readonly<Record<string, string>>;
  };
}
export interface ShowCard {
  readonly type: 'Action.ShowCard';
  readonly title: string;
  readonly card: {
    readonly type: 'AdaptiveCard';
    readonly body: readonly Element[];
    readonly actions: readonly Press[];
  };
}
export type Action = Press | ShowCard;

export interface Card {
  readonly type: 'AdaptiveCard';
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly version: '1.5';
  /** Shown where cards are not, in notifications and to screen readers. */
  readonly fallbackText: string;
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
}
