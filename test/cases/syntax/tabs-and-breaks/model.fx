param	w: real
loss	w +		* 2loss w +
	μ̂ = w + + 
