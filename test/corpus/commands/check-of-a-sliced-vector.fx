# fluxion check model.fx --rows 3
data y: real[2], x: real
param w: real[3]
z = w*x
loss sum((y - z[1:2]).^2)
