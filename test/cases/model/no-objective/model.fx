data x: real
param w: real
z = w * x
