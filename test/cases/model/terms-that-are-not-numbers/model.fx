data x: real[3]
param w: real[3]
loss (x - w).^2
penalty w .* w
