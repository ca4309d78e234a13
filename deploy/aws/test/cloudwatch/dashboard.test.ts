import { describe, expect, it } from 'vitest';
import { alarms } from '../../src/cloudwatch/alarms.js';
import { dashboard, dashboardVariables } from '../../src/cloudwatch/dashboard.js';
import { published } from '../../src/cloudwatch/published.js';
import { dashboardBody, type Shown, shownOn } from '../support/dashboard.js';

const text = JSON.stringify(dashboard);
const shown = shownOn(text);
const own = shown.filter(({ namespace }) => namespace === '${namespace}');
const keyOf = ({ metric, dimensions }: Omit<Shown, 'namespace'>) => `${metric} ${dimensions.join()}`;

describe('dashboard', () => {
  it('shows every metric that is published in each of its sets of dimensions, and no other', () => {
    const wanted = Object.entries(published).flatMap(([metric, { dimensionSets }]) =>
      dimensionSets.map((dimensions) => keyOf({ metric, dimensions })),
    );
    expect(new Set(own.map(keyOf))).toEqual(new Set(wanted));
  });

  it('shows metrics of AWS that there are', () => {
    expect(new Set(shown.filter((one) => !own.includes(one)).map((one) => `${one.namespace} ${keyOf(one)}`))).toEqual(
      new Set([
        'AWS/Lambda Errors FunctionName',
        'AWS/Lambda Duration FunctionName',
        'AWS/SQS ApproximateNumberOfMessagesVisible QueueName',
      ]),
    );
  });

  it('shows the state of every alarm', () => {
    const arn = 'arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}-';
    expect(dashboard.widgets.find(({ type }) => type === 'alarm')?.properties).toMatchObject({
      alarms: Object.keys(alarms).map((name) => arn + name),
    });
  });

  it('wants of a deployment what it names, and all of that', () => {
    const used = [...text.matchAll(/\$\{(\w*)\}/g)].map(([, variable]) => variable);
    expect(new Set(used)).toEqual(new Set(dashboardVariables));
    expect(text).not.toContain('%{');
  });

  it('lays no widget over another, and none over the edge', () => {
    const taken = new Set<string>();
    for (const { x, y, width, height } of dashboard.widgets) {
      expect(x + width).toBeLessThanOrEqual(24);
      for (let column = x; column < x + width; column += 1)
        for (let row = y; row < y + height; row += 1) {
          expect(taken).not.toContain(`${column} ${row}`);
          taken.add(`${column} ${row}`);
        }
    }
  });

  it('is one that CloudWatch would refuse with a key that it does not know', () => {
    const [first, ...rest] = dashboard.widgets;
    expect(dashboardBody.safeParse({ widgets: [{ ...first, colour: 'red' }, ...rest] }).success).toBe(false);
    expect(dashboardBody.safeParse(dashboard).success).toBe(true);
  });

  it('names each search within a graph by itself', () => {
    for (const widget of dashboardBody.parse(dashboard).widgets) {
      if (widget.type !== 'metric') continue;
      const ids = widget.properties.metrics
        .flat()
        .flatMap((part) => (typeof part === 'object' && 'id' in part ? part.id : []));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
