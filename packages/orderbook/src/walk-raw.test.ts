import { describeWalks } from '../test/walk.js';

describeWalks(['R0', 'fP0', 'fR0']);
