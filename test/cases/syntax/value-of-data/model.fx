data x: real = 3, y: real
loss x
