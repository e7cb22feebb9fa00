import { annealer } from '../../../oracle/samplers/annealer.ts';
import { samplerBehavior } from './sampler.behavior.ts';

samplerBehavior('the warm annealer', () => annealer({ heat: 'warm' }));
samplerBehavior('the hot annealer', () => annealer({ heat: 'hot' }));
samplerBehavior('the tepid annealer', () => annealer({ heat: 'tepid' }));
