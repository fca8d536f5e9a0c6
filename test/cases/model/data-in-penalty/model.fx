data x: real
param w: real
z = w * x
loss z^2
penalty w^2 + z
