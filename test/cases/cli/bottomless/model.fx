param x: real, y: real
loss x^2 - y^2
