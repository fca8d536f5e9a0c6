data x: category, y: real(3), z: category(2.5)
param u: interval(1), v: interval(2, 1), w: interval(3, 3)
loss u + v + w
