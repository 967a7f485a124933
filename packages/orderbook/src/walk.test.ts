import { describeWalks } from '../test/walk.js';

describeWalks(['P0', 'P1', 'P2', 'P3', 'P4']);
