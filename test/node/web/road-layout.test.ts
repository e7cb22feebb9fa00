import { expect } from 'chai';
import { changeClass, loadClass } from '../../../node/web/road-class.ts';
import { placeCrossings, roadLine, VIEW } from '../../../node/web/road-layout.ts';

describe('picture of the roads', () => {
  it('fits every crossing into the field', () => {
    const crossings = [
      { id: 1, x: -5, y: 100 },
      { id: 2, x: 5, y: 900 },
      { id: 3, x: 0, y: 500 },
    ];
    const placed = [...placeCrossings(crossings).values()];
    for (const { x, y } of placed) {
      expect(x).to.be.within(VIEW.margin, VIEW.width - VIEW.margin);
      expect(y).to.be.within(VIEW.margin, VIEW.height - VIEW.margin);
    }
    expect(placed).to.have.length(3);
  });

  it('draws a city of one crossing without dividing by zero', () => {
    expect([...placeCrossings([{ id: 1, x: 4, y: 4 }]).values()]).to.deep.equal([{ x: VIEW.margin, y: VIEW.margin }]);
    expect(roadLine({ x: 1, y: 1 }, { x: 1, y: 1 })).not.to.contain('NaN');
  });

  it('draws both directions of a road beside each other', () => {
    const [a, b] = [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
    ];
    expect(roadLine(a, b)).to.equal('M9 3.4L91 3.4');
    expect(roadLine(b, a)).to.equal('M91 -3.4L9 -3.4');
  });

  it('tells how full a road is and which way it changes', () => {
    expect([0.5, 1, 1.5, 2].map((load) => loadClass(load * 100, 100))).to.deep.equal([
      'free',
      'busy',
      'full',
      'jammed',
    ]);
    const road = { from: 1, to: 2, capacity: 100, today: 1000 };
    expect(changeClass({ ...road, plan: 900 })).to.equal('less');
    expect(changeClass({ ...road, plan: 1100 })).to.equal('more');
    expect(changeClass({ ...road, plan: 1004 })).to.equal('same');
    expect(changeClass(road)).to.equal('same');
  });
});
