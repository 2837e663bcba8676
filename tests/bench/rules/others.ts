import { Environment } from '@marcbachmann/cel-js';
import { ZenEngine } from '@gorules/zen-engine';
import { LogicEngine } from 'json-logic-engine';
import { Engine, type ConditionProperties } from 'json-rules-engine';
import type { AttributeValue, Fact } from '../../../src/lib/rules/award';
import type { Test } from '../../../src/lib/rules/model';
import type { SharedRule } from './town';

/** A library with the shared rules: what a fact gives, over all rules for its activity. */
export interface Other {
  name: string;
  /** The form in which the library takes facts; made before the time is taken. */
  contextOf(fact: Fact): unknown;
  points(activity: string, context: never): number | Promise<number>;
}

/** Each library is given the rules for one activity at a time, as this engine's index does. */
export const others = (rules: SharedRule[]): Other[] => {
  const byActivity = new Map<string, SharedRule[]>();
  for (const rule of rules) {
    byActivity.set(rule.activity, [...(byActivity.get(rule.activity) ?? []), rule]);
  }
  return [jsonLogic(byActivity), cel(byActivity), jsonRulesEngine(byActivity), zen(byActivity)];
};

type ByActivity = Map<string, SharedRule[]>;
type Flat = Record<string, AttributeValue>;

const mapValues = <T>(byActivity: ByActivity, map: (rules: SharedRule[]) => T): Map<string, T> =>
  new Map([...byActivity].map(([activity, rules]) => [activity, map(rules)]));

const flat = ({ quantity, attributes }: Fact): Flat => ({ quantity, ...attributes });

function jsonLogic(byActivity: ByActivity): Other {
  const engine = new LogicEngine();
  const built = mapValues(byActivity, (rules) =>
    engine.build({
      '+': rules.map(({ tests, award }) => ({ if: [allOf(tests), gives(award), 0] }))
    })
  );
  const points = (activity: string, context: Flat): number => Number(built.get(activity)!(context));
  return { name: 'json-logic-engine, compiled', contextOf: flat, points };
}

const allOf = (tests: Test[]) => ({ and: tests.map(logicOf) });

function logicOf(test: Test): unknown {
  const value = { var: test.attribute };
  switch (test.test) {
    case 'is_one_of':
      return { in: [value, test.values] };
    case 'at_least':
      return { '>=': [value, test.number] };
    case 'at_most':
      return { '<=': [value, test.number] };
    case 'between':
      return { '<=': [test.from, value, test.to] };
    case 'is_true':
      return { '===': [value, true] };
  }
}

function gives({ points, perMinutes }: SharedRule['award']): unknown {
  if (perMinutes === null) return { if: [{ '>': [{ var: 'quantity' }, 0] }, points, 0] };
  const rest = { '%': [{ var: 'quantity' }, perMinutes] };
  return { '*': [{ '/': [{ '-': [{ var: 'quantity' }, rest] }, perMinutes] }, points] };
}

function cel(byActivity: ByActivity): Other {
  const environment = new Environment()
    .registerVariable('quantity', 'int')
    .registerVariable('people', 'int')
    .registerVariable('night', 'bool')
    .registerVariable('level', 'string');
  const parsed = mapValues(byActivity, (rules) =>
    environment.parse(
      rules
        .map(({ tests, award }) => `(${tests.map(celOf).join(' && ')} ? ${celAward(award)} : 0)`)
        .join(' + ')
    )
  );
  return {
    name: 'cel-js',
    contextOf: (fact) => ({
      ...flat(fact),
      quantity: BigInt(fact.quantity),
      people: BigInt(Number(fact.attributes.people))
    }),
    points: (activity, context) => Number(parsed.get(activity)!(context))
  };
}

function celOf(test: Test): string {
  const { attribute } = test;
  switch (test.test) {
    case 'is_one_of':
      return `${attribute} in ${JSON.stringify(test.values)}`;
    case 'at_least':
      return `${attribute} >= ${test.number}`;
    case 'at_most':
      return `${attribute} <= ${test.number}`;
    case 'between':
      return `${attribute} >= ${test.from} && ${attribute} <= ${test.to}`;
    case 'is_true':
      return attribute;
  }
}

const celAward = ({ points, perMinutes }: SharedRule['award']): string =>
  perMinutes === null ? `(quantity > 0 ? ${points} : 0)` : `quantity / ${perMinutes} * ${points}`;

/** It decides which rules match and has no arithmetic: what they give is added up here. */
function jsonRulesEngine(byActivity: ByActivity): Other {
  const engines = mapValues(byActivity, (rules) => {
    const engine = new Engine();
    for (const { tests, award } of rules) {
      engine.addRule({
        conditions: { all: tests.flatMap(conditionsOf) },
        event: { type: 'points', params: award }
      });
    }
    return engine;
  });
  return {
    name: 'json-rules-engine',
    contextOf: flat,
    points: async (activity, context: Flat) => {
      const { events } = await engines.get(activity)!.run(context);
      return events.reduce((sum, { params }) => {
        const { points, perMinutes } = params as SharedRule['award'];
        const quantity = Number(context.quantity);
        const times =
          perMinutes === null ? Math.min(1, quantity) : Math.floor(quantity / perMinutes);
        return sum + points * times;
      }, 0);
    }
  };
}

function conditionsOf(test: Test): ConditionProperties[] {
  const fact = test.attribute;
  switch (test.test) {
    case 'is_one_of':
      return [{ fact, operator: 'in', value: test.values }];
    case 'at_least':
      return [{ fact, operator: 'greaterThanInclusive', value: test.number }];
    case 'at_most':
      return [{ fact, operator: 'lessThanInclusive', value: test.number }];
    case 'between':
      return [
        { fact, operator: 'greaterThanInclusive', value: test.from },
        { fact, operator: 'lessThanInclusive', value: test.to }
      ];
    case 'is_true':
      return [{ fact, operator: 'equal', value: true }];
  }
}

function zen(byActivity: ByActivity): Other {
  const engine = new ZenEngine();
  const decisions = mapValues(byActivity, (rules) =>
    engine.createDecision(
      Buffer.from(
        JSON.stringify({
          nodes: [
            { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
            {
              id: 'sum',
              name: 'sum',
              type: 'expressionNode',
              position: { x: 1, y: 0 },
              content: { expressions: [{ id: 'points', key: 'points', value: zenOf(rules) }] }
            },
            { id: 'out', name: 'out', type: 'outputNode', position: { x: 2, y: 0 } }
          ],
          edges: [
            { id: 'a', sourceId: 'in', targetId: 'sum', type: 'edge' },
            { id: 'b', sourceId: 'sum', targetId: 'out', type: 'edge' }
          ]
        })
      )
    )
  );
  return {
    name: 'zen-engine',
    contextOf: flat,
    points: async (activity, context) => {
      const { result } = await decisions.get(activity)!.evaluate(context);
      return Number((result as { points: number }).points);
    }
  };
}

const zenOf = (rules: SharedRule[]): string =>
  rules
    .map(({ tests, award }) => `(${tests.map(zenTest).join(' and ')} ? ${zenAward(award)} : 0)`)
    .join(' + ');

const zenTest = (test: Test): string =>
  test.test === 'is_one_of'
    ? `${test.attribute} in ${JSON.stringify(test.values)}`
    : test.test === 'is_true'
      ? `${test.attribute} == true`
      : celOf(test).replace('&&', 'and');

const zenAward = ({ points, perMinutes }: SharedRule['award']): string =>
  perMinutes === null
    ? `(quantity > 0 ? ${points} : 0)`
    : `floor(quantity / ${perMinutes}) * ${points}`;
