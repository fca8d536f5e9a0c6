param x: real, y: real
loss x*y + x^4 + y^4
